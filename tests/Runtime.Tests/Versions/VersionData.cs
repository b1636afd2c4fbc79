using StaticNets.Data;

namespace StaticNets.Tests.Versions;

/// <summary>Examples by formulas, the same for ever: the files of all versions were made with them.</summary>
internal static class VersionData
{
    public static Dataset OfPictures(int count) => new(
        [Values(count * Pictures.InputSize, Pictures.InputSize)],
        Column.OfIndices([.. Enumerable.Range(0, count).Select(i => i * i % 5 % 4)]));

    public static int[] OfLetters(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * i) + (i / 7)) % 9)];

    public static Dataset OfSignals(int count) => new(
        [new(Values(count * Signals.InputSize, Signals.InputSize), Column.OfIndices([.. Enumerable.Range(0, count).Select(i => 1 + (i * 3 % 5))]))],
        Values(count * Signals.OutputSize, Signals.OutputSize));

    public static Dataset OfAlarms(int count) => new(
        [Values(count * Alarms.InputSize, Alarms.InputSize)],
        Column.OfValues([.. Enumerable.Range(0, count * Alarms.OutputSize).Select(i => i % 3 % 2)], Alarms.OutputSize));

    /// <summary>From -1 to 1, exact as floats.</summary>
    private static Column<float> Values(int count, int width)
        => Column.OfValues([.. Enumerable.Range(0, count).Select(i => ((i * 37 % 65) + (i * i % 11) - 37) / 64f)], width);
}
