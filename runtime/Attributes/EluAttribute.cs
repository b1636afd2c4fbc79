namespace StaticNets;

/// <summary>An exponential linear unit: <c>out = in</c> where in > 0, <c>alpha * (exp(in) - 1)</c> elsewhere.</summary>
/// <param name="alpha">What far negative inputs come near to, negated: a finite number. Default: 1.</param>
/// <remarks>In and out: any shape. As PyTorch's <c>ELU</c>; the exponential less 1 is at most 2.5 ulp from exact, near 0 too. Clevert, Unterthiner and
/// Hochreiter, "Fast and accurate deep network learning by exponential linear units (ELUs)" (2016).</remarks>
public sealed class EluAttribute(double alpha = Agreement.EluAlpha) : LayerAttribute
{
    /// <summary>What far negative inputs come near to, negated.</summary>
    public double Alpha { get; } = alpha;
}
