namespace StaticNets;

/// <summary>The logistic function of each element: <c>out = 1 / (1 + exp(-in))</c>.</summary>
/// <remarks>In and out: any shape.</remarks>
public sealed class SigmoidAttribute : LayerAttribute;
