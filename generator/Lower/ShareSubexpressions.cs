using System.Collections.Immutable;

namespace StaticNets.Generator.Lower;

/// <summary>Computes every named value by one operation a statement, equal parts of it once (common subexpressions), operands before what uses them.</summary>
internal sealed class ShareSubexpressions(KernelNames names)
{
    public EquatableArray<Statement> Apply(EquatableArray<Statement> statements)
    {
        var result = ImmutableArray.CreateBuilder<Statement>(statements.Count);
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case Let { Value.IsLeaf: false } let:
                    result.AddRange(Straighten(let));
                    break;
                case Enclosing enclosing:
                    result.Add(enclosing with { Body = Apply(enclosing.Body) });
                    break;
                default:
                    result.Add(statement);
                    break;
            }
        }

        return result.ToImmutable();
    }

    private IEnumerable<Statement> Straighten(Let let)
    {
        var uses = new Dictionary<Value, int>();
        Count(let.Value);
        var known = new Dictionary<Value, Value>();
        var statements = new List<Statement>();
        statements.Add(let with { Value = WithNamedOperands(let.Value) });
        return statements;

        void Count(Value value)
        {
            uses.TryGetValue(value, out var count);
            uses[value] = count + 1;
            if (count == 0)
            {
                foreach (var operand in value.Operands)
                {
                    Count(operand);
                }
            }
        }

        Value WithNamedOperands(Value value) => value.With([.. value.Operands.Select(Named)]);

        // What is there already, or is loaded once, needs no local.
        Value Named(Value value)
        {
            if (value is Local or Number || (value.IsLeaf && uses[value] == 1))
            {
                return value;
            }

            if (!known.TryGetValue(value, out var local))
            {
                var computed = value.IsLeaf ? value : WithNamedOperands(value);
                known[value] = local = names.Temporary(value.Lanes);
                statements.Add(new Let((Local)local, computed));
            }

            return local;
        }
    }
}
