namespace StaticNets;

/// <summary>A rectified linear unit with trained slopes: <c>out = in</c> where in > 0, <c>weight * in</c> elsewhere.</summary>
/// <remarks>In and out: any shape. Parameter: <c>weight</c>, one for each channel of an image and for each feature of vectors and sequences, or <c>[1]</c>;
/// initially 0.25. As PyTorch's <c>PReLU</c>. He et al., "Delving deep into rectifiers" (2015).</remarks>
public sealed class PReluAttribute : LayerAttribute
{
    /// <summary>Whether all channels have one slope. Default: no.</summary>
    public bool Shared { get; set; }
}
