using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>
/// Looks for what no kernel has, without running it: names that are used where they are not declared, lanes that do not fit, variables of loops that are not
/// around, accesses beyond a tensor's memory, statements that do nothing. What is well formed but computes something else only the
/// <see cref="StatementInterpreter"/> can tell.
/// </summary>
internal sealed class StatementVerifier
{
    private readonly Kernel kernel;
    private readonly string output;
    private readonly KernelProperties properties;
    private readonly List<string> faults = [];
    private readonly KernelScope scope;
    private readonly ValueVerifier values;
    private readonly List<Inside> conditions = [];

    /// <summary>Variables that places may mention; null outside of all sections.</summary>
    private List<Axis>? mentioned;

    private StatementVerifier(Kernel kernel, Tensor output, int widest, KernelProperties properties)
    {
        this.kernel = kernel;
        this.properties = properties;
        this.output = kernel.References.Zip(kernel.Tensors, (name, tensor) => (name, tensor)).FirstOrDefault(entry => entry.tensor.Equals(output)).name ?? "";
        scope = new(faults.Add);
        values = new(kernel, widest, scope, faults.Add, CheckPlace);
    }

    /// <summary>What is wrong, in words; nothing for a valid kernel.</summary>
    /// <param name="output">The tensor that the kernel makes.</param>
    /// <param name="lengthOf">The floats of a tensor's memory.</param>
    /// <param name="widest">The floats of the target's vectors.</param>
    /// <param name="properties">What the passes so far are to have established.</param>
    public static IReadOnlyList<string> Faults(Kernel kernel, Tensor output, Func<Tensor, int> lengthOf, int widest, KernelProperties properties)
    {
        var verifier = new StatementVerifier(kernel, output, widest, properties);
        verifier.scope.Open();
        verifier.DeclareParameters(lengthOf);
        verifier.Check(kernel.Body);
        verifier.scope.Close();
        return verifier.faults;
    }

    private void DeclareParameters(Func<Tensor, int> lengthOf)
    {
        for (var i = 0; i < kernel.References.Count; i++)
        {
            var name = kernel.References[i];
            scope.Declare(new NamedReference(name, name, lengthOf(kernel.Tensors[i]), 0));
        }

        foreach (var (again, first) in kernel.Again)
        {
            if (!kernel.References.Contains(again) || !kernel.References.Contains(first))
            {
                faults.Add($"{again} is not {first} once more");
            }
        }

        foreach (var parameter in KernelParameter.Of(kernel))
        {
            // A step that is the same at all times takes the time nevertheless.
            scope.Declare(
                parameter.Kind == KernelParameterKind.Time
                    ? new NamedVariable(parameter.Name, kernel.Time!) { IsUsed = true }
                    : new NamedParameter(parameter.Name));
        }
    }

    private void Check(EquatableArray<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Check(statement);
        }
    }

    private void Check(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                CheckLet(let);
                break;
            case Assign assign:
                values.Check(assign.Value);
                CheckAssigned(assign);
                break;
            case Store store:
                CheckStore(store);
                break;
            case Clear clear:
                CheckPlace(clear.Place, clear.Length);
                CheckIsOutput(clear.Place);
                CheckIsWhole(clear);
                break;
            case LetReference let:
                CheckReference(let);
                break;
            case Enclosing { Body.Count: 0 }:
                faults.Add($"a {statement.GetType().Name} has nothing in it");
                break;
            case For loop:
                CheckLoop(loop);
                break;
            case Pick pick:
                CheckPick(pick);
                break;
            case If test:
                CheckTest(test);
                break;
            case IfOverwriting test:
                scope.Find<NamedParameter>(EntryParameters.Accumulate);
                InBlock(test.Body);
                break;
            case Section section:
                CheckSection(section);
                break;
            case ReductionStep step:
                CheckNot(KernelProperties.StepsInOrder, "a step of a reduction");
                Check(step.Body);
                break;
            default:
                faults.Add($"a {statement.GetType().Name} is no statement of a kernel");
                break;
        }
    }

    private void CheckLet(Let let)
    {
        values.Check(let.Value);
        if (let.Local.Lanes != let.Value.Lanes)
        {
            faults.Add(FormattableString.Invariant($"{let.Local.Name} has {let.Local.Lanes} lanes and gets {let.Value.Lanes}"));
        }

        if (properties.HasFlag(KernelProperties.OneOperation) && let.Value.Operands.Any(operand => !operand.IsLeaf))
        {
            faults.Add($"{let.Local.Name} is the result of more than one operation");
        }

        scope.Declare(new NamedValue(let.Local.Name, let.Local.Lanes, values.IsMask(let.Value)));
    }

    private void CheckAssigned(Assign assign)
    {
        if (scope.Find<NamedValue>(assign.Local.Name) is not { } local)
        {
            return;
        }

        if (local.Lanes != assign.Local.Lanes || local.Lanes != assign.Value.Lanes)
        {
            faults.Add(FormattableString.Invariant($"{local.Name} has {local.Lanes} lanes, not {assign.Local.Lanes}, and gets {assign.Value.Lanes}"));
        }

        if (local.IsMask != values.IsMask(assign.Value))
        {
            faults.Add($"{local.Name} holds truths or numbers and gets the other");
        }
    }

    private void CheckStore(Store store)
    {
        // What is there already is that of the place that is written.
        var value = store.Value is FirstLanes first ? first.Operand : store.Value;
        if (value is Accumulated sum)
        {
            scope.Find<NamedParameter>(EntryParameters.Accumulate);
            if (!sum.Place.Equals(store.Place))
            {
                faults.Add($"{sum.Place} is added to what is stored in {store.Place}");
            }

            value = sum.Operand;
        }

        values.Check(store.Value is FirstLanes ? new FirstLanes(value, ((FirstLanes)store.Value).Count) : value);
        CheckPlace(store.Place, store.Value.Lanes);
        CheckIsOutput(store.Place);
    }

    private void CheckReference(LetReference let)
    {
        if (!properties.HasFlag(KernelProperties.ConstantOffsets))
        {
            faults.Add($"the reference {let.Name} advances before all do");
        }

        if (let.Step == 0)
        {
            faults.Add($"the reference {let.Name} does not move");
        }

        CheckMentioned(let.Variable);
        if (scope.Find<NamedReference>(let.From) is { } from)
        {
            scope.Declare(new NamedReference(let.Name, from.Parameter, from.Length, from.Address + (let.Variable * let.Step)));
        }
    }

    private void CheckLoop(For loop)
    {
        if (loop.Variable.IsRuntimeBound)
        {
            scope.Find<NamedParameter>(EntryParameters.Blocks);
        }

        if (loop.IsReversed)
        {
            faults.Add($"the loop over {loop.Variable.Name} runs down");
        }

        CheckGuardsOutside(loop.Variable, loop.Body);
        CheckVaried(loop.Variable, () => InBlock(loop.Body, new NamedVariable(loop.Variable.Name, loop.Variable)));
    }

    private void CheckPick(Pick pick)
    {
        CheckPlace(pick.Index, 1);
        CheckGuardsOutside(pick.Variable, pick.Body);

        // The variable gets its value before the test, outside of its block.
        var variable = new NamedVariable(pick.Variable.Name, pick.Variable) { IsUsed = true };
        scope.Declare(variable);
        CheckVaried(pick.Variable, () => InBlock(pick.Body));
        variable.HasValue = false;
    }

    private void CheckVaried(Axis variable, Action check)
    {
        if (variable.Extent < 1)
        {
            faults.Add(FormattableString.Invariant($"{variable.Name} has {variable.Extent} values"));
        }

        mentioned?.Add(variable);
        check();
        mentioned?.RemoveAt(mentioned.Count - 1);
    }

    private void CheckTest(If test)
    {
        if (test.Conditions.Count == 0 || test.Conditions.Distinct().Count() != test.Conditions.Count || test.Conditions.Any(conditions.Contains))
        {
            faults.Add("a test has no conditions, or has one twice");
        }

        foreach (var condition in test.Conditions)
        {
            values.Check(condition.Value);
            if (Schedule.Guard.Holds(condition.Value, condition.Extent) is { } outcome)
            {
                faults.Add(FormattableString.Invariant($"0 <= {condition.Value} < {condition.Extent} is always {(outcome ? "true" : "false")}"));
            }
        }

        conditions.AddRange(test.Conditions);
        InBlock(test.Body);
        conditions.RemoveRange(conditions.Count - test.Conditions.Count, test.Conditions.Count);
    }

    private void CheckSection(Section section)
    {
        foreach (var axis in section.Bound)
        {
            values.Check(axis);
        }

        var outer = mentioned;
        mentioned = [.. mentioned ?? [], .. section.Bound];
        if (section.Comment is null)
        {
            Check(section.Body);
        }
        else
        {
            InBlock(section.Body);
        }

        mentioned = outer;
    }

    private void InBlock(EquatableArray<Statement> body, NamedVariable? variable = null)
    {
        scope.Open();
        if (variable is not null)
        {
            scope.Declare(variable);
        }

        Check(body);
        scope.Close();
    }

    private void CheckGuardsOutside(Axis variable, EquatableArray<Statement> body)
    {
        if (properties.HasFlag(KernelProperties.GuardsOutside) && body is [If only] && only.Conditions.Any(condition => !condition.Value.Uses(variable)))
        {
            faults.Add($"a condition inside of the loop over {variable.Name} does not depend on it");
        }
    }

    /// <summary>So many neighbouring floats from a place on.</summary>
    private void CheckPlace(Place place, int floats)
    {
        if (place.Variables.Constant != 0 || place.OffsetName is not null)
        {
            faults.Add($"the constant part of {place} is not in its offset alone");
        }

        foreach (var (axis, _) in place.Variables.Terms)
        {
            CheckNot(KernelProperties.ConstantOffsets, $"{place}, which mentions a variable");
            CheckMentioned(axis);
        }

        if (scope.Find<NamedReference>(place.Reference) is { } reference
            && AddressRange.StaysInside(reference.Address + place.Variables + place.Offset, reference.Length - floats + 1, conditions) == false)
        {
            faults.Add(FormattableString.Invariant($"{floats} floats at {place} are not all among the {reference.Length} of {reference.Parameter}"));
        }
    }

    private void CheckMentioned(Axis variable)
    {
        values.Check(variable);
        if (mentioned?.Contains(variable) != true)
        {
            faults.Add($"places cannot mention {variable.Name} here");
        }
    }

    private void CheckIsOutput(Place place)
    {
        if (scope.Find<NamedReference>(place.Reference) is { } reference && reference.Parameter != output)
        {
            faults.Add($"{place} is written and not part of {output}");
        }
    }

    private void CheckIsWhole(Clear clear)
    {
        if (scope.Find<NamedReference>(clear.Place.Reference) is { } reference && clear != new Clear(new(reference.Parameter, 0, 0), reference.Length))
        {
            faults.Add(
                FormattableString.Invariant($"{clear.Length} floats at {clear.Place} are cleared, and not all {reference.Length} of {reference.Parameter}"));
        }
    }

    private void CheckNot(KernelProperties property, string what)
    {
        if (properties.HasFlag(property))
        {
            faults.Add($"there is {what}, although {property}");
        }
    }
}
