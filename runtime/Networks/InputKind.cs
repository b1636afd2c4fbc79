#if STATICNETS_COMPILER
#pragma warning disable CS1574 // What the comments refer to is the runtime's.
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>What an input holds.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum InputKind
{
    /// <summary>Numbers: <see cref="Batch.SetValues"/>.</summary>
    Values,

    /// <summary>Indices into a vocabulary: <see cref="Batch.SetTokens"/>.</summary>
    Tokens,
}
