#if STATICNETS_COMPILER
#pragma warning disable CS1574 // What the comments refer to is the runtime's.
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>How the elements of a parameter are drawn at the start.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum InitializerKind
{
    /// <summary>Every element is <see cref="Initializer.Scale"/>.</summary>
    Constant,

    /// <summary>Uniform in [-<see cref="Initializer.Scale"/>, <see cref="Initializer.Scale"/>).</summary>
    Uniform,

    /// <summary>Normal with mean 0 and standard deviation <see cref="Initializer.Scale"/>.</summary>
    Normal,

    /// <summary>The sum of two uniform draws, each in [-<see cref="Initializer.Scale"/>, <see cref="Initializer.Scale"/>).</summary>
    SumOfUniforms,
}
