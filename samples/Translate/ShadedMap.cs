using System.Text;
using Spectre.Console;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>
/// Attention weights as text: a row for each token of the output, in which each token of the source is the darker the more it was attended to.
/// </summary>
internal static class ShadedMap
{
    private const string Shades = " ░▒▓█";

    public static IEnumerable<string> Lines(AttentionMap map)
    {
        // Characters stand close together as in their text; words, the end not counted, have a space between them.
        var gap = map.Source.Count(token => token.Length > 1) > 1 ? " " : "";
        var margin = map.Target.Max(token => token.GetCellWidth());
        yield return $"{new string(' ', margin)}  {string.Join(gap, map.Source)}";
        for (var row = 0; row < map.Target.Count; row++)
        {
            var line = new StringBuilder();
            for (var column = 0; column < map.Source.Count; column++)
                line.Append(column == 0 ? "" : gap).Append(Shade(map.Weights[row][column]), map.Source[column].GetCellWidth());
            yield return $"{map.Target[row]}{new string(' ', margin - map.Target[row].GetCellWidth())}  {line}".TrimEnd();
        }
    }

    /// <summary>Blank below 0.1, full from 0.7 on.</summary>
    private static char Shade(float weight) => Shades[(int)Math.Clamp(weight * 5 + 0.5f, 0, Shades.Length - 1)];
}
