using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.FrontEnd;

/// <summary>Checks the arguments of <c>[Network]</c>.</summary>
internal static class OptionsReader
{
    /// <param name="widths">The vector widths to emit where the class does not choose.</param>
    public static NetworkOptions Read(Declaration declaration, EquatableArray<int> widths, Reports reports)
    {
        var text = declaration.Type.Name;

        long Limit(string name)
        {
            var option = declaration.Option(name);
            var value = option?.Value switch { int number => number, long number => number, _ => 0 };
            if (value < 0)
            {
                reports.Report(Descriptors.TooSmall, option!.Span, [text, name, Literal.Of(value), "0, which means no limit"], ["here", "0"]);
            }

            return value;
        }

        int Choice(string name, int most, string choices)
        {
            var option = declaration.Option(name);
            var value = option?.Value is int number ? number : 0;
            if (value < 0 || value > most)
            {
                reports.Report(Descriptors.OutOfRange, option!.Span, [text, name, Literal.Of(value), choices]);
            }

            return value;
        }

        Choice(nameof(Init), (int)Init.Xavier, "Init.Default or Init.Xavier");
        var flags = Choice(nameof(VectorWidths), (int)VectorWidths.All, "a combination of Bits128, Bits256 and Bits512");
        long parameters = Limit("MaxParameters"), bytes = Limit("MaxWorkspaceBytes");
        return new(
            flags > 0 && flags <= (int)VectorWidths.All ? VectorTarget.Widths.Where(bits => ((VectorWidths)flags).HasFlag(FlagOf(bits))).ToArray() : widths,
            parameters > 0 ? parameters : null,
            bytes > 0 ? bytes : null);
    }

    private static VectorWidths FlagOf(int bits) => (VectorWidths)Enum.Parse(typeof(VectorWidths), FormattableString.Invariant($"Bits{bits}"));
}
