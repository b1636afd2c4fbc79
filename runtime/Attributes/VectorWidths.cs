#if STATICNETS_COMPILER
#pragma warning disable CS1574 // What the comments refer to is the runtime's.
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>Vector widths that code is emitted for; which of them runs is decided once, at run time, by what the machine has.</summary>
[Flags]
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum VectorWidths
{
    /// <summary>What the MSBuild property <c>StaticNetsVectorWidths</c> says, or else <see cref="All"/>.</summary>
    Default = 0,

    /// <summary>128 bits: runs on every machine, Arm included.</summary>
    Bits128 = 1,

    /// <summary>256 bits with fused multiply-add (AVX2 and FMA).</summary>
    Bits256 = 2,

    /// <summary>512 bits (AVX-512).</summary>
    Bits512 = 4,

    /// <summary>Every width.</summary>
    All = Bits128 | Bits256 | Bits512,
}
