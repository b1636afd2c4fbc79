namespace StaticNets;

/// <summary>
/// An input of numbers, which becomes the current value. <c>[channels, height, width]</c> is an image,
/// <c>[steps, features]</c> a sequence, <c>[features]</c> a vector; what has more axes has its features on the last.
/// </summary>
/// <param name="shape">The shape of one example, without the batch: one to five extents, each at least 1.</param>
/// <remarks>
/// <see cref="LayerAttribute.Name"/> is also the parameter's name in the generated methods; its default is <c>input</c>.
/// <see cref="LayerAttribute.From"/> has no meaning on an input.
/// </remarks>
public sealed class InputAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The shape of one example, without the batch.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>Whether <c>Backward</c> also gives the gradient with respect to this input. Default: false.</summary>
    public bool Gradient { get; set; }

    /// <summary>
    /// Whether the examples of a sequence input differ in length: a span with the number of steps of each example, from 1
    /// to the declared number, then follows the input. What the span of values has in steps beyond that number, NaN included, is not looked at. Default: false.
    /// </summary>
    public bool Lengths { get; set; }
}
