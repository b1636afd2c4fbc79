namespace StaticNets;

/// <summary>A sigmoid linear unit of straight pieces: <c>out = in * min(max(0, in + 3), 6) / 6</c>.</summary>
/// <remarks>In and out: any shape. As PyTorch's <c>Hardswish</c>; -infinity gives 0. Howard et al., "Searching for MobileNetV3" (2019).</remarks>
public sealed class HardSwishAttribute : LayerAttribute;
