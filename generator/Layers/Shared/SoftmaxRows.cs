using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Chooses between an element's value and what stands for an element that is left out.</summary>
internal delegate Expression Mask(Affine[] index, Expression value, Expression otherwise);

/// <summary>
/// Softmax over the last axis: exp(scale (x - m)) / sum of exp(scale (x - m)), with m the greatest x so that nothing overflows.
/// Elements that a mask leaves out get exactly 0.
/// </summary>
internal static class SoftmaxRows
{
    /// <summary>
    /// Does not change a sum that has the greatest element's exp(0) = 1 in it, but keeps a row from becoming 0 / 0 that has nothing but masked elements: one of
    /// an example that only fills up a block.
    /// </summary>
    private const double NothingLeft = 1e-30;

    /// <param name="row">The index of a row.</param>
    public static void Append(ProgramBuilder b, Tensor x, Tensor output, string name, string comment, Affine[] row, Mask? mask = null, double scale = 1)
    {
        var maximum = b.Statistic($"{name}.maximum", x);
        var exponential = b.Activation($"{name}.exponential", x.Dimensions, x.LaneAxis);
        var sum = b.Statistic($"{name}.sum", x);
        mask ??= (_, value, _) => value;

        Affine[] index = [.. row, b.Axis("s", x.Dimensions[x.Rank - 1])];
        b.Maximum(maximum, row, mask(index, x.At(index), Maxima.Lowest), $"{comment}: the greatest of each row", stopsGradient: true);
        b.Assign(
            exponential, index, mask(index, Expression.Apply(UnaryOperation.Exp, (x.At(index) - maximum.At(row)) * scale), 0), $"{comment}: exp(x - greatest)");
        b.Sum(sum, row, exponential.At(index), $"{comment}: the sum of each row");
        b.Assign(output, index, exponential.At(index) / (sum.At(row) + NothingLeft), comment);
    }
}
