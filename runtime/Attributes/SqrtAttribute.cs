namespace StaticNets;

/// <summary>The square root: <c>out = sqrt(in)</c>.</summary>
/// <remarks>In and out: any shape. Rounded correctly; NaN below 0. The derivative at 0 is infinite.</remarks>
public sealed class SqrtAttribute : LayerAttribute;
