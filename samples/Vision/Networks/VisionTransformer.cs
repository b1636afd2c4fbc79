namespace StaticNets.Samples.Vision;

/// <summary>A block of a vision Transformer: attention and two dense layers, each normalised before and added to what went in.</summary>
[Block]
[LayerNorm, MultiHeadAttention(4), Dropout(0.1), Add("input", Name = "attended")]
[LayerNorm, Dense(128), Gelu, Dropout(0.1), Dense(64), Dropout(0.1), Add("attended")]
public sealed class VisionBlock;

/// <summary>
/// A vision Transformer (Dosovitskiy et al., 2020; "Dive into Deep Learning" 11.8): an image becomes a sequence of patches of 4 x 4 pixels behind a trained
/// token for the class, and from what the blocks make of that token the class is read. An eighth of the book's width, and twice its blocks.
/// </summary>
[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(64, 4, Stride = 4), Reshape(64, 49), Permute(1, 0, Name = "patches")]
[Parameter(50, 64, Normal = 0.02, Name = "positions")]
[Parameter(1, 64, Name = "class"), Concat("patches", Axis = 0), Add("positions"), Dropout(0.1)]
[Use(typeof(VisionBlock), Repeat = 4)]
[Slice(0, 0, 1), Flatten, LayerNorm]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class VisionTransformer;
