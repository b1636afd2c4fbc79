namespace StaticNets;

/// <summary>
/// The largest value of each channel in the whole image, <c>out[c] = max over y, x of in[c, y, x]</c>, or of each feature among the steps of a sequence, of
/// which the real ones count where it has lengths.
/// </summary>
/// <remarks>
/// In: <c>[channels, height, width]</c> or <c>[steps, features]</c>. Out: <c>[channels]</c> or <c>[features]</c>. A NaN is the largest. The gradient goes to
/// the first of several equal maxima in row-major order, or to the last NaN. As PyTorch's <c>AdaptiveMaxPool2d(1)</c>.
/// </remarks>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
