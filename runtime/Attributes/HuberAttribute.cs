namespace StaticNets;

/// <summary>
/// The loss <c>mean over all elements of d^2 / 2</c> with d = |in - target| up to delta, beyond it <c>delta * (d - delta / 2)</c>, so that outliers count less;
/// comes last.
/// </summary>
/// <param name="delta">Where the square becomes a straight line: positive and finite. Default: 1.</param>
/// <remarks>In: any shape; targets are floats of the same shape. As PyTorch's <c>HuberLoss</c>: the mean is over examples and elements. Huber,
/// "Robust estimation of a location parameter" (1964).</remarks>
public sealed class HuberAttribute(double delta = Agreement.HuberDelta) : LossAttribute
{
    /// <summary>Where the square becomes a straight line.</summary>
    public double Delta { get; } = delta;
}
