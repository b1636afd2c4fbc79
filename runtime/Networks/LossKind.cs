#if STATICNETS_COMPILER
#pragma warning disable CS1574 // What the comments refer to is the runtime's.
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>What a network ends in.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum LossKind
{
    /// <summary>No loss: inference, or a backward pass from a gradient of the output.</summary>
    None,

    /// <summary><see cref="SoftmaxCrossEntropyAttribute"/>: needs <see cref="Batch.Labels"/>.</summary>
    SoftmaxCrossEntropy,

    /// <summary><see cref="MeanSquaredErrorAttribute"/>: needs <see cref="Batch.Targets"/>.</summary>
    MeanSquaredError,

    /// <summary><see cref="BinaryCrossEntropyAttribute"/>: needs <see cref="Batch.Targets"/>.</summary>
    BinaryCrossEntropy,

    /// <summary><see cref="L1Attribute"/>: needs <see cref="Batch.Targets"/>.</summary>
    L1,

    /// <summary><see cref="HuberAttribute"/>: needs <see cref="Batch.Targets"/>.</summary>
    Huber,
}
