#if STATICNETS_COMPILER
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>What <c>Reduce</c> makes of the elements that become one.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The greatest of them. Where several are, they share its gradient evenly.</summary>
    Max,

    /// <summary>The least of them. Where several are, they share its gradient evenly.</summary>
    Min,
}
