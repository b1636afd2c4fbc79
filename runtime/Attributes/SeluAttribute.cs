namespace StaticNets;

/// <summary>A scaled exponential linear unit: <c>out = 1.0507 * in</c> where in > 0, <c>1.0507 * 1.6733 * (exp(in) - 1)</c> elsewhere.</summary>
/// <remarks>In and out: any shape. As PyTorch's <c>SELU</c>; at most 3 ulp from exact. Klambauer et al., "Self-normalizing neural networks" (2017).</remarks>
public sealed class SeluAttribute : LayerAttribute;
