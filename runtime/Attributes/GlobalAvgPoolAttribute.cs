namespace StaticNets;

/// <summary>The mean of each channel over the whole image: <c>out[c] = mean over y, x of in[c, y, x]</c>.</summary>
/// <remarks>In: <c>[channels, height, width]</c>. Out: <c>[channels]</c>. Lin, Chen and Yan, "Network in network" (2013).</remarks>
public sealed class GlobalAvgPoolAttribute : LayerAttribute;
