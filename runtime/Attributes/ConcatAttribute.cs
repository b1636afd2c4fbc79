namespace StaticNets;

/// <summary>The current value followed by another layer's output, along one axis.</summary>
/// <param name="other">The name of an earlier layer or input.</param>
/// <remarks>
/// In: two tensors of equal rank that differ at most along the joined axis; sequences with lengths have them from the same input and cannot be joined along
/// the steps. Out, by default: <c>[channels + channels', height, width]</c>, <c>[steps, features + features']</c> or <c>[features + features']</c>.
/// </remarks>
public sealed class ConcatAttribute(string other) : LayerAttribute
{
    /// <summary>The name of an earlier layer or input.</summary>
    public string Other { get; } = other;

    /// <summary>
    /// The axis, the first of an example being 0; negative ones count from the end, -1 being the last. Default: the channels of an image, else the last.
    /// </summary>
    public int Axis { get; set; } = -1;
}
