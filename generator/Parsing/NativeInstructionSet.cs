using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticNets.Generator.Parsing;

/// <summary>The MSBuild property <c>IlcInstructionSet</c>: which processors NativeAOT compiles for.</summary>
internal static class NativeInstructionSet
{
    /// <summary>
    /// Names beginning so stand for, or bring with them, AVX2 and FMA. Not <c>avx</c>: it keeps the check for AVX2 but splits each 256-bit operation in two.
    /// </summary>
    private static readonly string[] Wide = ["avx2", "avx512", "avx10", "x86-64-v3", "x86-64-v4", "native"];

    /// <returns>The property's text if this is a NativeAOT build for x64 which has no AVX2 by it, else null.</returns>
    public static string? TooNarrow(AnalyzerConfigOptions options)
    {
        if (!string.Equals(Property(options, "PublishAot"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // A build that does not publish may have no runtime identifier yet, and then no instruction set but the user's.
        var runtime = Property(options, "RuntimeIdentifier");
        var instructions = Property(options, "IlcInstructionSet");
        return instructions.Length == 0 || (runtime.Length > 0 && !runtime.EndsWith("-x64", StringComparison.Ordinal)) || IsArm(instructions) || IsWide(instructions) ? null : instructions;
    }

    private static bool IsWide(string instructions)
        => instructions.Split(',').Any(name => Wide.Any(wide => name.Trim().StartsWith(wide, StringComparison.OrdinalIgnoreCase)));

    private static bool IsArm(string instructions)
        => instructions.StartsWith("arm", StringComparison.OrdinalIgnoreCase) || instructions.StartsWith("apple", StringComparison.OrdinalIgnoreCase);

    private static string Property(AnalyzerConfigOptions options, string name)
        => options.TryGetValue("build_property." + name, out var text) ? text.Trim() : "";
}
