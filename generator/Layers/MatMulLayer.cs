using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[MatMul("name")]</c>: out[.., m, n] = sum over k of current[.., m, k] * other[.., k, n], or other[.., n, k]; leading axes are spread as PyTorch's matmul
/// does it. A vector is a row on the left, a column on the right, whose axis the output has not.
/// </summary>
internal sealed class MatMulLayer : JoinLayer
{
    public override string Kind => "MatMul";

    /// <summary>The other value's rows may be steps, of which each output needs all.</summary>
    public override bool IsPerStep(LayerDeclaration declaration) => false;

    protected override string? Difference(LayerContext context, Value first, Value other)
    {
        if (other.Rank == 1 && IsTransposed(context))
        {
            return $"{other.ShapeText} is a vector, which has no transpose: leave out Transpose";
        }

        var (inner, rows) = (Last(first, 1), other.Rank == 1 ? other.Shape[0] : Last(other, IsTransposed(context) ? 1 : 2));
        if (inner != rows)
        {
            var fitsOtherwise = other.Rank > 1 && Last(other, IsTransposed(context) ? 2 : 1) == inner;
            var advice = !fitsOtherwise ? "" : IsTransposed(context) ? "; leave out Transpose" : "; set Transpose = true";
            return $"the sum runs over {Literal.Of(inner)} columns of the first and {Literal.Of(rows)} {(IsTransposed(context) ? "columns" : "rows")} "
                + $"of the second, which must be equally many{advice}";
        }

        return Leading(first, other) is null ? "their leading axes must be equal, or one of them 1" : null;
    }

    protected override bool SuitLengths(LayerContext context, Value first, Value other)
    {
        if (other.Lengths is null)
        {
            return true;
        }

        context.Report(Descriptors.MixesPadding, "other", [context.Declaration.Text, other.Description, LengthsAdvice]);
        return false;
    }

    protected override Tensor? Join(LayerContext context, Value first, Value other)
    {
        var isTransposed = IsTransposed(context);
        int? rows = first.Rank > 1 ? Last(first, 2) : null, columns = other.Rank > 1 ? Last(other, isTransposed ? 2 : 1) : null;
        var leading = Leading(first, other)!;
        int[] shape = [.. leading, .. Of(rows), .. Of(columns)];
        if (context.Output(shape.Length == 0 ? [1] : shape) is not { } output)
        {
            return null;
        }

        var b = context.Builder;
        Affine[] stack = [.. b.Axes(leading).Select(axis => (Affine)axis)];
        Affine[] row = [.. b.Axes(Of(rows), "row").Select(axis => (Affine)axis)], column = [.. b.Axes(Of(columns), "column").Select(axis => (Affine)axis)];
        Affine k = b.Axis("k", Last(first, 1));
        Affine[] index = [.. stack, .. row, .. column];
        b.Sum(
            output,
            index.Length == 0 ? [0] : index,
            first.Tensor.At([.. Spread(first), .. row, k])
                * other.Tensor.At(isTransposed ? [.. Spread(other), .. column, k] : [.. Spread(other), k, .. column]),
            $"{context.Comment}: sum over {Literal.Of(Last(first, 1))} of the current value x {other.Origin}");
        return output;

        // An axis of 1 stands still beside a longer one.
        Affine[] Spread(Value value)
        {
            var own = Math.Max(0, value.Rank - 2);
            return [.. stack.Skip(stack.Length - own).Select((axis, i) => value.Shape[i] == 1 ? 0 : axis)];
        }
    }

    private static bool IsTransposed(LayerContext context) => context.Bool("Transpose", false);

    /// <summary>An extent, counted from the end.</summary>
    private static int Last(Value value, int axis) => value.Shape[value.Rank - axis];

    private static int[] Of(int? extent) => extent is { } value ? [value] : [];

    /// <summary>The axes over which products are stacked, or null where they do not fit.</summary>
    private static int[]? Leading(Value first, Value other)
    {
        int count1 = Math.Max(0, first.Rank - 2), count2 = Math.Max(0, other.Rank - 2);
        var leading = new int[Math.Max(count1, count2)];
        for (var i = 1; i <= leading.Length; i++)
        {
            int extent1 = i <= count1 ? first.Shape[count1 - i] : 1, extent2 = i <= count2 ? other.Shape[count2 - i] : 1;
            if (extent1 != extent2 && extent1 != 1 && extent2 != 1)
            {
                return null;
            }

            leading[leading.Length - i] = Math.Max(extent1, extent2);
        }

        return leading;
    }
}
