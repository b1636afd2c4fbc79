namespace StaticNets;

/// <summary>Makes an image larger by its channels: <c>out[c, f * y + i, f * x + j] = in[f * f * c + f * i + j, y, x]</c>.</summary>
/// <param name="factor">How many times as high and as wide it becomes, at least 1; its square divides the channels.</param>
/// <remarks>
/// In: <c>[channels, height, width]</c>. Out: <c>[channels / factor^2, factor * height, factor * width]</c>. As PyTorch's <c>PixelShuffle</c>. Shi et al.,
/// "Real-time single image and video super-resolution using an efficient sub-pixel convolutional neural network" (2016).
/// </remarks>
public sealed class PixelShuffleAttribute(int factor) : LayerAttribute
{
    /// <summary>How many times as high and as wide the image becomes.</summary>
    public int Factor { get; } = factor;
}
