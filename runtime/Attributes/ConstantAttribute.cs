namespace StaticNets;

/// <summary>
/// Numbers that never change, which become the current value, for joins and matrix products to use. They are the same for all examples and in no file.
/// </summary>
/// <param name="values">The elements in row-major order, or one for all.</param>
/// <remarks>Out: <see cref="Shape"/>, or <c>[values.Length]</c>. <see cref="LayerAttribute.From"/> has no meaning on it.</remarks>
public sealed class ConstantAttribute(params double[] values) : LayerAttribute
{
    /// <summary>The elements in row-major order, or one for all.</summary>
    public double[] Values { get; } = values;

    /// <summary>The shape: one to five extents, each at least 1; at most 65536 elements. Default: a vector of the values.</summary>
    public int[] Shape { get; set; } = [];
}
