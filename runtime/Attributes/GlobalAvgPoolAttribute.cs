namespace StaticNets;

/// <summary>
/// The mean of each channel over the whole image, <c>out[c] = mean over y, x of in[c, y, x]</c>, or of each feature over the steps of a sequence, of which the
/// real ones count where it has lengths.
/// </summary>
/// <remarks>
/// In: <c>[channels, height, width]</c> or <c>[steps, features]</c>. Out: <c>[channels]</c> or <c>[features]</c>. As PyTorch's <c>AdaptiveAvgPool2d(1)</c>.
/// Lin, Chen and Yan, "Network in network" (2013).
/// </remarks>
public sealed class GlobalAvgPoolAttribute : LayerAttribute;
