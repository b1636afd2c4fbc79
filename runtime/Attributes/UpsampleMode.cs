#if STATICNETS_COMPILER
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>How an image is made larger.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum UpsampleMode
{
    /// <summary>Each output is the input that it lies in: that at floor(y * height / height'), floor(x * width / width').</summary>
    Nearest,

    /// <summary>Each output is interpolated between the four inputs nearest to it, whose middles lie where they are in the image (PyTorch's
    /// <c>align_corners=False</c>); beyond the outermost middles those count on.</summary>
    Bilinear,
}
