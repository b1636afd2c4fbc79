namespace StaticNets;

/// <summary>The square: <c>out = in * in</c>.</summary>
/// <remarks>In and out: any shape. Rounded correctly.</remarks>
public sealed class SquareAttribute : LayerAttribute;
