using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>Executes a kernel's statements in double: the definition of what each of them means.</summary>
/// <param name="memory">The floats of a tensor, as its placement has them.</param>
/// <param name="uniform">The random number of a stream, an example and an element.</param>
internal sealed class StatementInterpreter(Kernel kernel, Func<Tensor, double[]> memory, Func<int, int, int, double>? uniform = null)
{
    private readonly Dictionary<string, (double[] Memory, int Start)> references = [];
    private readonly Dictionary<string, double[]> locals = [];
    private readonly Dictionary<Axis, int> variables = [];
    private bool accumulates;
    private int blocks;

    /// <param name="time">The step of the scan that the kernel belongs to.</param>
    /// <param name="isAccumulating">Whether to add to a gradient.</param>
    /// <param name="blockCount">Blocks of a chunk.</param>
    public void Run(int time = 0, bool isAccumulating = false, int blockCount = 1)
    {
        (accumulates, blocks) = (isAccumulating, blockCount);
        for (var i = 0; i < kernel.References.Count; i++)
        {
            references[kernel.References[i]] = (memory(kernel.Tensors[i]), 0);
        }

        if (kernel.Time is { } axis)
        {
            variables[axis] = time;
        }

        Run(kernel.Body);
    }

    private void Run(EquatableArray<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Run(statement);
        }
    }

    private void Run(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                locals[let.Local.Name] = Evaluate(let.Value);
                break;
            case Assign assign:
                locals[assign.Local.Name] = Evaluate(assign.Value);
                break;
            case Store store:
                Write(store.Place, Evaluate(store.Value));
                break;
            case Clear clear:
                Write(clear.Place, new double[clear.Length]);
                break;
            case LetReference let:
                var (floats, start) = references[let.From];
                references[let.Name] = (floats, start + (variables[let.Variable] * let.Step));
                break;
            case For { Variable: var variable } loop:
                for (var i = 0; i < (variable.IsRuntimeBound ? blocks : variable.Extent); i++)
                {
                    variables[variable] = i;
                    Run(loop.Body);
                }

                break;
            case If test:
                if (test.Conditions.All(condition => Evaluate(condition.Value) is var value && value >= 0 && value < condition.Extent))
                {
                    Run(test.Body);
                }

                break;
            case IfOverwriting test:
                if (!accumulates)
                {
                    Run(test.Body);
                }

                break;
            case Pick { Variable: var variable } pick:
                variables[variable] = (int)Read(pick.Index, 1)[0];
                if (variables[variable] >= 0 && variables[variable] < variable.Extent)
                {
                    Run(pick.Body);
                }

                break;
            case Enclosing enclosing:
                Run(enclosing.Body);
                break;
            default:
                throw new ArgumentException($"A kernel has no {statement.GetType().Name}.", nameof(statement));
        }
    }

    private double[] Evaluate(Value value)
    {
        switch (value)
        {
            case Local local:
                return locals[local.Name];
            case Load load:
                return Read(load.Place, load.Lanes);
            case Splat splat:
                return Lanes(splat, Read(splat.Place, 1)[0]);
            case Number number:
                return Lanes(number, number.Constant);
            case PositionValue position:
                var start = Evaluate(position.Start);
                return Lanes(position, lane => start + (lane * position.Step));
            case Draw draw:
                var random = uniform ?? throw new InvalidOperationException("The kernel draws random numbers but the interpreter was given none.");
                var (example, element) = (Evaluate(draw.Example), Evaluate(draw.Element));
                return Lanes(draw, lane => random(kernel.Streams[draw.Stream], example + (lane * draw.ExampleStep), element + (lane * draw.ElementStep)));
            case LaneSum sum:
                return [Evaluate(sum.Operand).Sum()];
            case Widen widen:
                var narrow = Evaluate(widen.Operand);
                return Lanes(widen, lane => lane < narrow.Length ? narrow[lane] : 0);
            case FirstLanes first:
                var all = Evaluate(first.Operand);
                return Lanes(first, lane => lane < first.Count ? all[lane] : 0);
            case Accumulated sum:
                var (added, there) = (Evaluate(sum.Operand), accumulates ? Read(sum.Place, sum.Lanes) : new double[sum.Lanes]);
                return Lanes(sum, lane => added[lane] + there[lane]);
            default:
                double[][] operands = [.. value.Operands.Select(Evaluate)];
                return Lanes(value, lane => Evaluate(value, i => operands[i][lane]));
        }
    }

    /// <summary>One lane of what is computed lane by lane; truths are 1 and 0.</summary>
    private static double Evaluate(Value value, Func<int, double> operand) => value switch
    {
        Apply apply => Scalar.Evaluate(apply.Operation, operand(0)),
        Combined combined => Scalar.Evaluate(combined.Operation, operand(0), operand(1)),
        MultiplyAdd => (operand(0) * operand(1)) + operand(2),
        Choice choice => Scalar.Evaluate(choice.Comparison, operand(0), operand(1)) ? operand(2) : operand(3),
        GreaterOrNaN mask => operand(0) > operand(1) || double.IsNaN(operand(0)) || (mask.Position is not null && operand(2) < 0) ? 1 : 0,
        Masked => operand(0) != 0 ? operand(1) : operand(2),
        _ => throw new ArgumentException($"There is no value {value.GetType().Name}.", nameof(value)),
    };

    private static double[] Lanes(Value value, double same) => Lanes(value, _ => same);

    private static double[] Lanes(Value value, Func<int, double> lane)
    {
        var result = new double[value.Lanes];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = lane(i);
        }

        return result;
    }

    private double[] Read(Place place, int count)
    {
        var (floats, start) = At(place);
        return floats.AsSpan(start, count).ToArray();
    }

    private void Write(Place place, double[] values)
    {
        var (floats, start) = At(place);
        values.CopyTo(floats.AsSpan(start, values.Length));
    }

    private (double[] Memory, int Start) At(Place place)
    {
        var (floats, start) = references[place.Reference];
        return (floats, start + Evaluate(place.Variables) + place.Offset);
    }

    private int Evaluate(Affine index) => index.Terms.Aggregate(index.Constant, (sum, term) => sum + (term.Coefficient * variables[term.Axis]));
}
