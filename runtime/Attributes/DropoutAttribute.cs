namespace StaticNets;

/// <summary>
/// In training, sets each element to 0 with probability p and divides the others by 1 - p; in inference it changes nothing.
/// </summary>
/// <param name="probability">The probability p, from 0 to less than 1.</param>
/// <remarks>
/// In and out: any shape. The mask is drawn from the seed, the step, the example and the element, so it does not depend on
/// how a batch is divided over threads. Srivastava et al., "Dropout: a simple way to prevent neural networks from
/// overfitting" (2014).
/// </remarks>
public sealed class DropoutAttribute(double probability) : LayerAttribute
{
    /// <summary>The probability that an element becomes 0.</summary>
    public double Probability { get; } = probability;
}
