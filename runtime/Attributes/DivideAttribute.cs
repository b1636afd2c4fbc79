namespace StaticNets;

/// <summary>The quotient, element by element: the current value divided by another layer's output.</summary>
/// <param name="other">The name of an earlier layer or input.</param>
/// <remarks>In: two tensors of the same shape, or a vector beside an image or a sequence, which is spread over its positions or steps: one number for each
/// channel or feature. Sequences with lengths have them from the same input. Out: the larger shape. Division by 0 gives an infinity or NaN.</remarks>
public sealed class DivideAttribute(string other) : LayerAttribute
{
    /// <summary>The name of an earlier layer or input.</summary>
    public string Other { get; } = other;
}
