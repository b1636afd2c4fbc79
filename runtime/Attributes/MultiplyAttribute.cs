namespace StaticNets;

/// <summary>The product, element by element, of the current value and another layer's output: a gate, a mask, or weights of channels.</summary>
/// <param name="other">The name of an earlier layer or input.</param>
/// <remarks>In: two tensors of the same shape, or a vector beside an image or a sequence, which is spread over its positions or steps: one number for each
/// channel or feature. Sequences with lengths have them from the same input. Out: the larger shape. Hu et al.,
/// "Squeeze-and-excitation networks" (2018).</remarks>
public sealed class MultiplyAttribute(string other) : LayerAttribute
{
    /// <summary>The name of an earlier layer or input.</summary>
    public string Other { get; } = other;
}
