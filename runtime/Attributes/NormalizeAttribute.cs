namespace StaticNets;

/// <summary>
/// Normalizes an input, behind which it stands, by what the data are: <c>out = (in - mean[c]) / deviation[c]</c>, with a mean and a deviation for each channel
/// or feature c that travel with the weights, so that whoever predicts gives the network raw values.
/// </summary>
/// <remarks>
/// In and out: any shape. Channels are the first axis of an image <c>[channels, height, width]</c>, else features are the last. Buffers, which are saved and
/// loaded with the parameters but neither trained nor counted: <c>mean</c> and <c>deviation</c>, initially 0 and 1;
/// <see cref="NormalizationFitting.FitNormalization"/> sets them to those of a dataset.
/// </remarks>
public sealed class NormalizeAttribute : LayerAttribute;
