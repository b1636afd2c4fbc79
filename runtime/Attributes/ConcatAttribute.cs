namespace StaticNets;

/// <summary>The current value followed by another layer's output: along the channels for images, else along the last axis.</summary>
/// <param name="other">The name of an earlier layer or input.</param>
/// <remarks>
/// In: two tensors of equal rank that differ at most along the joined axis; sequences with lengths have them from the same input. Out:
/// <c>[channels + channels', height, width]</c>, <c>[steps, features + features']</c> or <c>[features + features']</c>.
/// </remarks>
public sealed class ConcatAttribute(string other) : LayerAttribute
{
    /// <summary>The name of an earlier layer or input.</summary>
    public string Other { get; } = other;
}
