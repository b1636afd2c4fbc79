namespace StaticNets;

/// <summary>A sigmoid of three straight pieces: <c>out = min(max(0, in + 3), 6) / 6</c>.</summary>
/// <remarks>In and out: any shape. As PyTorch's <c>Hardsigmoid</c>. Courbariaux, Bengio and David, "BinaryConnect" (2015), with the pieces of Howard et al.,
/// "Searching for MobileNetV3" (2019).</remarks>
public sealed class HardSigmoidAttribute : LayerAttribute;
