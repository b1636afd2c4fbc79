namespace StaticNets;

/// <summary>
/// A trained value of its own, which becomes the current one, for joins and matrix products to use: PyTorch's <c>nn.Parameter</c>. It is the same for all
/// examples, and in files it is called what the layer is called.
/// </summary>
/// <param name="dimensions">Its shape: one to five extents, each at least 1.</param>
/// <remarks>
/// Out: <c>[dimensions]</c>. It begins as <see cref="Value"/>, unless <see cref="Uniform"/> or <see cref="Normal"/> is set.
/// <see cref="LayerAttribute.From"/> has no meaning on it.
/// </remarks>
public sealed class ParameterAttribute(params int[] dimensions) : LayerAttribute
{
    /// <summary>Its shape.</summary>
    public int[] Dimensions { get; } = dimensions;

    /// <summary>What every element begins with. Default: 0.</summary>
    public double Value { get; set; }

    /// <summary>The bound of a uniform distribution around 0 that the elements are drawn from. Default: they are not drawn.</summary>
    public double Uniform { get; set; }

    /// <summary>The standard deviation of a normal distribution around 0 that the elements are drawn from. Default: they are not drawn.</summary>
    public double Normal { get; set; }
}
