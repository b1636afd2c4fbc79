#if STATICNETS_COMPILER
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>What elements are that are added at the ends of an axis.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum PadMode
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>The elements from the end inwards, without that at the end itself: 3 2 | 1 2 3 4 | 3 2.</summary>
    Reflect,

    /// <summary>That at the end, as often as it takes: 1 1 | 1 2 3 4 | 4 4.</summary>
    Replicate,
}
