namespace StaticNets;

/// <summary>The absolute value: <c>out = |in|</c>.</summary>
/// <remarks>In and out: any shape. As in PyTorch the derivative at 0 is 0.</remarks>
public sealed class AbsAttribute : LayerAttribute;
