using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;

namespace StaticNets.Generator.Checks;

/// <summary>
/// Compares the vector widths that are emitted for a network with those that NativeAOT's instruction set has:
/// NativeAOT says nothing of code that it leaves out or does in software.
/// </summary>
internal static class NativeVectors
{
    public static IEnumerable<Problem> Check(NetworkModel network, Declaration declaration, NativeInstructionSet instructions)
    {
        var widths = network.Options.VectorWidths;
        var tooWide = widths.Where(width => width > instructions.Bits).ToArray();
        if (tooWide.Length == 0)
        {
            yield break;
        }

        if (tooWide.Length == widths.Count)
        {
            var option = declaration.Options.FirstOrDefault(option => option is { Name: "VectorWidths", Value: not 0 });
            var bits = Literal.Of(instructions.Bits);
            yield return new(
                Descriptors.SoftwareVectors,
                option?.Span,
                new[] { instructions.Text, bits, network.Type.Name, Listed(tooWide), NameOf(tooWide[0]), option is null
                    ? $"{bits} to StaticNetsVectorWidths"
                    : $"Bits{bits} to its VectorWidths" });
        }
        else if (widths[widths.Count - tooWide.Length - 1] == 128)
        {
            // Who runs with 256 bits has AVX2 and may do without AVX-512: that is the package's own choice.
            yield return new(Descriptors.NarrowNative, null, new[] { instructions.Text, Listed(tooWide), network.Type.Name, Remedy(tooWide, instructions) });
        }
    }

    private static string Remedy(int[] tooWide, NativeInstructionSet instructions)
    {
        var names = string.Join(" or ", tooWide.Select(NameOf));
        var other = tooWide.Contains(256) ? "leave it unset" : instructions.Bits == 256 ? "emit 256-bit code too" : "emit 128-bit code alone";
        return $"set IlcInstructionSet to {names}, or {other}";
    }

    /// <summary>The instruction set that a width needs.</summary>
    private static string NameOf(int width) => width == 256 ? "x86-64-v3" : "x86-64-v4";

    private static string Listed(int[] widths) => string.Join(" and ", widths.Select(width => $"{Literal.Of(width)}-bit"));
}
