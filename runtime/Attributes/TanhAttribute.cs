namespace StaticNets;

/// <summary>The hyperbolic tangent of each element: <c>out = (exp(2 in) - 1) / (exp(2 in) + 1)</c>.</summary>
/// <remarks>In and out: any shape.</remarks>
public sealed class TanhAttribute : LayerAttribute;
