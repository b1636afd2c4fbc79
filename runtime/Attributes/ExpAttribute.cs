namespace StaticNets;

/// <summary>The exponential function: <c>out = exp(in)</c>.</summary>
/// <remarks>In and out: any shape. At most 1 ulp from exact; 0 below -86.99, infinity above 88.72.</remarks>
public sealed class ExpAttribute : LayerAttribute;
