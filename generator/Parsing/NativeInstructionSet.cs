using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticNets.Generator.Parsing;

/// <summary>The MSBuild property <c>IlcInstructionSet</c>: which processors NativeAOT compiles for.</summary>
/// <param name="Text">The property as it is written.</param>
/// <param name="Bits">The widest vectors that the program runs at full speed: 128, 256 or 512.</param>
internal sealed record NativeInstructionSet(string Text, int Bits)
{
    /// <returns>Null for builds that are not of NativeAOT, or not for Intel's and AMD's processors, and where nothing is known.</returns>
    public static NativeInstructionSet? Read(AnalyzerConfigOptions options)
    {
        if (!string.Equals(Property(options, "PublishAot"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // A build that does not publish may have no runtime identifier yet, and then no instruction set but the user's.
        var runtime = Property(options, "RuntimeIdentifier");
        var text = Property(options, "IlcInstructionSet");
        var isKnown = text.Length > 0 && !string.Equals(text, "native", StringComparison.OrdinalIgnoreCase) && !IsArm(text);
        return isKnown && (runtime.Length == 0 || EndsWith(runtime, "-x64") || EndsWith(runtime, "-x86")) ? new(text, BitsOf(text)) : null;
    }

    /// <summary>Later names win over earlier ones, as in NativeAOT's compiler.</summary>
    private static int BitsOf(string text)
    {
        var bits = 128;
        foreach (var entry in text.Split(','))
        {
            var name = entry.Trim().ToLowerInvariant();
            bits = name.StartsWith("-", StringComparison.Ordinal)
                ? Math.Min(bits, BitsWithout(name.Substring(1)))
                : Math.Max(bits, BitsWith(name.TrimStart('+')));
        }

        return bits;
    }

    /// <summary>Not 256 for <c>avx</c>, which keeps the check for AVX2 but splits each 256-bit operation in two.</summary>
    private static int BitsWith(string name) => name switch
    {
        "x86-64-v3" => 256,
        "x86-64-v4" => 512,
        _ when StartsWith(name, "avx2") => 256,
        _ when StartsWith(name, "avx512") || StartsWith(name, "avx10") || EndsWith(name, "_v512") => 512,
        _ => 128,
    };

    private static int BitsWithout(string name) => name switch
    {
        "avx2" or "avx" or "sse4.2" or "base" => 128,
        "avx512" => 256,
        _ => 512,
    };

    private static bool IsArm(string instructions) => StartsWith(instructions, "arm") || StartsWith(instructions, "apple");

    private static bool StartsWith(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static bool EndsWith(string text, string end) => text.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private static string Property(AnalyzerConfigOptions options, string name)
        => options.TryGetValue("build_property." + name, out var text) ? text.Trim() : "";
}
