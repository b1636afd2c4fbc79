namespace StaticNets;

/// <summary>The lesser, element by element, of the current value and another layer's output.</summary>
/// <param name="other">The name of an earlier layer or input.</param>
/// <remarks>In: two tensors of the same shape, or a vector beside an image or a sequence, which is spread over its positions or steps: one number for each
/// channel or feature. Sequences with lengths have them from the same input. Out: the larger shape. NaN where either is.
/// As in PyTorch each of two equal ones gets half of the gradient.</remarks>
public sealed class MinimumAttribute(string other) : LayerAttribute
{
    /// <summary>The name of an earlier layer or input.</summary>
    public string Other { get; } = other;
}
