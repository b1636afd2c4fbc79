#if STATICNETS_COMPILER
#pragma warning disable CS1574 // What the comments refer to is the runtime's.
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>The distribution of a network's initial weights.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum Init
{
    /// <summary>
    /// PyTorch's defaults, layer by layer. Weights and biases of convolutions and dense layers are uniform in
    /// [-1/sqrt(fan in), 1/sqrt(fan in)).
    /// </summary>
    Default,

    /// <summary>
    /// Weights are uniform in [-a, a) with a = sqrt(6 / (fan in + fan out)), the fans being those of the tensor in the file; biases as in
    /// <see cref="Default"/>. Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    /// networks" (2010).
    /// </summary>
    Xavier,
}
