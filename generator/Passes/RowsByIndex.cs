using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// A sum over <c>k</c> of a one-hot code and a table, <c>(k == index ? 1 : 0) * table[u, k]</c>, is one row of the table: a lookup instead of a contraction.
/// </summary>
internal static class RowsByIndex
{
    public static TensorProgram Apply(TensorProgram program, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return program with { Loops = [.. program.Loops.Select(Apply)] };
    }

    /// <summary>Whether the expression is 1 where an axis equals an index from the data, else 0.</summary>
    public static bool IsOneHot(Expression expression)
        => expression is Select
        {
            Comparison: Comparison.Equal, Left: Position { Value: { Constant: 0, Terms: [{ Coefficient: 1 }] } }, Right: Read,
            Then: Constant { Value: 1 }, Else: Constant { Value: 0 }
        };

    private static Loop Apply(Loop loop)
    {
        if (loop is not { Combine: Combine.Sum, Lookup: null, Body: Binary { Operation: BinaryOperation.Multiply } product })
        {
            return loop;
        }

        var (code, table) = IsOneHot(product.Left) ? (product.Left, product.Right) : (product.Right, product.Left);
        if (!IsOneHot(code) || table is not Read { Tensor.Scope: Scope.Shared })
        {
            return loop;
        }

        var axis = ((Position)((Select)code).Left).Value.Terms[0].Axis;
        var index = (Read)((Select)code).Right;
        var isRow = loop.ReductionAxes.All(axis.Equals) && loop.ReductionAxes.Any() && !index.Index.Any(affine => affine.Uses(axis));
        return isRow ? loop with { Body = table, Lookup = new(axis, index) } : loop;
    }
}
