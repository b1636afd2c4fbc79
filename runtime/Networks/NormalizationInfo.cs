namespace StaticNets;

/// <summary>A layer that normalizes an input (<see cref="NormalizeAttribute"/>).</summary>
/// <param name="Layer">The layer's name: its buffers are <c>{name}.mean</c> and <c>{name}.deviation</c>.</param>
/// <param name="Input">The input, by its place in <see cref="NetworkInfo.Inputs"/>.</param>
/// <param name="Axis">The axis of its shape that has the channels or features, each of which is normalized by itself.</param>
public sealed record NormalizationInfo(string Layer, int Input, int Axis);
