using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Text;

/// <summary>Names in emitted code that have nothing to do with the network, which its own names must not clash with.</summary>
internal static class EmittedNames
{
    /// <summary>The tool that generated code is marked with.</summary>
    public const string Tool = "StaticNets.Generator";

    /// <summary>
    /// Short names for what the code uses in every line, made unlikely to be a user's. <c>V256_</c> has the methods of 256-bit vectors,
    /// <c>F256_</c> is such a vector of floats.
    /// </summary>
    public static IEnumerable<string> Aliases =>
    [
        "using MethodImpl_ = global::System.Runtime.CompilerServices.MethodImplAttribute;",
        "using Options_ = global::System.Runtime.CompilerServices.MethodImplOptions;",
        "using Int_ = global::System.IntPtr;",
        "using UInt_ = global::System.UIntPtr;",
        "using Unsafe_ = global::System.Runtime.CompilerServices.Unsafe;",
        "using Lanes_ = global::StaticNets.CompilerServices.Lanes;",
        "using Math_ = global::StaticNets.Numerics.VectorMath;",
        "using Random_ = global::StaticNets.Numerics.CounterRandom;",
        .. VectorTarget.Widths.SelectMany(bits => new[]
        {
            FormattableString.Invariant($"using V{bits}_ = global::System.Runtime.Intrinsics.Vector{bits};"),
            FormattableString.Invariant($"using F{bits}_ = global::System.Runtime.Intrinsics.Vector{bits}<float>;"),
        }),
    ];

    /// <summary>What the name of the file has behind the network's that says where everything lies and chooses a vector width.</summary>
    public const string Implementation = "Implementation";

    /// <summary>What the names of files have behind the network's.</summary>
    public static IEnumerable<string> Suffixes => [Implementation, .. VectorTarget.All.Select(SuffixOf)];

    /// <summary>What the name of a vector width's file has behind the network's.</summary>
    public static string SuffixOf(VectorTarget target) => $"Vector{Literal.Of(target.Bits)}";

    /// <summary>The struct with a vector width's code.</summary>
    public static string CodeOf(VectorTarget target) => $"{SuffixOf(target)}Code";
}
