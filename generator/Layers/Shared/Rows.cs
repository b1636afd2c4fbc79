using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>What is true of each row along a tensor's last axis: its mean, its maximum.</summary>
internal static class Rows
{
    /// <summary>
    /// A tensor of one number for each row of another. In the lanes are the rows' neighbours that were in the tensor's,
    /// or else those along the last axis that is left.
    /// </summary>
    public static Tensor Statistic(this ProgramBuilder builder, string name, Tensor tensor)
    {
        var rows = tensor.Dimensions.Items.RemoveAt(tensor.Rank - 1);
        return builder.Activation(name, rows, Math.Min(tensor.LaneAxis, rows.Length - 1));
    }

    /// <summary>The row that an element is in.</summary>
    public static Affine[] Of(Affine[] element) => [.. element.Take(element.Length - 1)];
}
