namespace StaticNets;

/// <summary>A smooth rectified linear unit: <c>out = log(1 + exp(in))</c>.</summary>
/// <remarks>In and out: any shape. As PyTorch's <c>Softplus</c>. Dugas et al.,
/// "Incorporating second-order functional knowledge for better option pricing" (2000).</remarks>
public sealed class SoftplusAttribute : LayerAttribute;
