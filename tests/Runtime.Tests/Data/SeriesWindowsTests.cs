using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Data;

public sealed class SeriesWindowsTests
{
    /// <summary>Row r has 10 r and 10 r + 1.</summary>
    private static readonly float[] Series = [.. Enumerable.Range(0, 8).SelectMany(row => new[] { 10f * row, 10f * row + 1 })];

    [Fact]
    public void Windows_slide_and_targets_follow()
    {
        var data = SeriesWindows.Of(Series, features: 2, steps: 3, horizon: 2);
        Assert.Equal(4, data.Count);
        Assert.Equal([0, 1, 10, 11, 20, 21], Row(data.Inputs[0].Values!, 0));
        Assert.Equal([30, 31, 40, 41, 50, 51], Row(data.Inputs[0].Values!, 3));
        Assert.Equal([30, 31, 40, 41], Row(data.Targets!, 0));
        Assert.Equal([60, 61, 70, 71], Row(data.Targets!, 3));
    }

    [Fact]
    public void Strides_gaps_and_some_targets()
    {
        var data = SeriesWindows.Of(Series, 2, steps: 2, horizon: 2, stride: 2, gap: 1, targets: 1);
        Assert.Equal(2, data.Count);
        Assert.Equal([20, 21, 30, 31], Row(data.Inputs[0].Values!, 1));
        Assert.Equal([31, 41], Row(data.Targets!, 0));
        Assert.Equal([51, 61], Row(data.Targets!, 1));
        Assert.Equal([1, 0, 11, 10], Row(SeriesWindows.Of(Series, 2, 1, horizon: 2, targets: [1, 0]).Slice(0, 1).Targets!, 0).Select(value => value - 10));
        var targets = new float[4];
        data.Targets!.Copy([1, 0], targets);
        Assert.Equal([51, 61, 31, 41], targets);
    }

    [Fact]
    public void What_is_too_little_is_said()
    {
        Assert.Contains("need 9", Assert.Throws<ArgumentException>("series", () => SeriesWindows.Of(Series, 2, 8)).Message);
        Assert.Equal(1, SeriesWindows.Of(Series, 2, 7).Count);
        Assert.Throws<ArgumentException>("series", () => SeriesWindows.Of(Series, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>("targets", () => SeriesWindows.Of(Series, 2, 1, targets: 2));
        Assert.Throws<ArgumentOutOfRangeException>("horizon", () => SeriesWindows.Of(Series, 2, 1, horizon: 0));
        Assert.Throws<ArgumentOutOfRangeException>("gap", () => SeriesWindows.Of(Series, 2, 1, gap: -1));
    }

    [Fact]
    public void Sequences_are_padded_and_have_their_lengths()
    {
        var input = PaddedSequences.Of([[1f, 2], [3, 4, 5, 6, 7, 8], [9, 10, 11, 12]], steps: 3, features: 2);
        Assert.Equal([1, 2, 0, 0, 0, 0], Row(input.Values!, 0));
        Assert.Equal([9, 10, 11, 12, 0, 0], Row(input.Values!, 2));
        var lengths = new int[3];
        input.Lengths!.Copy(0, 3, lengths);
        Assert.Equal([1, 3, 2], lengths);

        var tokens = PaddedSequences.Of([[7, 8, 9], [5]], steps: 2, truncate: true);
        var row = new int[4];
        tokens.Tokens!.Copy(0, 2, row);
        Assert.Equal([7, 8, 5, 0], row);
    }

    [Fact]
    public void Sequences_that_do_not_fit_are_named()
    {
        Assert.Contains("3 steps as sequence 1", Assert.Throws<ArgumentException>("sequences", () => PaddedSequences.Of([[1], [1, 2, 3]], 2)).Message);
        Assert.Contains("0 elements as sequence 0", Assert.Throws<ArgumentException>("sequences", () => PaddedSequences.Of([[]], 2)).Message);
        Assert.Contains("3 elements as sequence 0", Assert.Throws<ArgumentException>("sequences", () => PaddedSequences.Of([[1f, 2, 3]], 2, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("features", () => PaddedSequences.Of([[1f]], 2, 0));
    }

    private static float[] Row(Column<float> column, int row)
    {
        var values = new float[column.Width];
        column.Copy([row], values);
        return values;
    }
}
