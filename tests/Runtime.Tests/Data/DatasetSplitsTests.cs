using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Data;

public sealed class DatasetSplitsTests
{
    [Fact]
    public void Parts_have_every_example_once_in_the_datasets_order()
    {
        var data = Numbered(20, index => index % 3);
        var (training, validation) = data.Split(0.25, seed: 7);
        Assert.Equal((15, 5), (training.Count, validation.Count));
        var (first, second) = (Values(training), Values(validation));
        Assert.Equal(Enumerable.Range(0, 20).Select(index => (float)index), first.Concat(second).Order());
        Assert.Equal(first.Order(), first);
        Assert.Equal(second.Order(), second);
        var labels = new int[5];
        validation.Labels!.Copy(0, 5, labels);
        Assert.Equal(second.Select(value => (int)value % 3), labels);
    }

    [Fact]
    public void The_seed_chooses_the_parts()
    {
        var data = Numbered(100, _ => 0);
        Assert.Equal(Values(data.Split(0.2, 1).Validation), Values(data.Split(0.2, 1).Validation));
        Assert.NotEqual(Values(data.Split(0.2, 1).Validation), Values(data.Split(0.2, 2).Validation));
        Assert.NotEqual(Values(data.StratifiedSplit(0.2, 1).Validation), Values(data.StratifiedSplit(0.2, 2).Validation));
    }

    /// <summary>10, 6 and 4 of three classes, of which 6 are taken: 3, 1.8 and 1.2 become 3, 2 and 1.</summary>
    [Fact]
    public void A_stratified_split_has_each_class_in_proportion()
    {
        static int Class(int index) => index < 10 ? 5 : index < 16 ? 0 : 2;
        var (training, validation) = Numbered(20, Class).StratifiedSplit(0.3, seed: 3);
        Assert.Equal([(5, 3), (0, 2), (2, 1)], Values(validation).CountBy(value => Class((int)value)).Select(group => (group.Key, group.Value)));
        Assert.Equal([(5, 7), (0, 4), (2, 3)], Values(training).CountBy(value => Class((int)value)).Select(group => (group.Key, group.Value)));
    }

    [Fact]
    public void Targets_are_classes_too()
    {
        var targets = new float[10];
        targets.AsSpan(0, 4).Fill(1);
        var (_, validation) = new Dataset([Column.OfValues(new float[10], 1)], Column.OfValues(targets, 1)).StratifiedSplit(0.5);
        var part = new float[5];
        validation.Targets!.Copy(0, 5, part);
        Assert.Equal(2, part.Count(value => value == 1));
    }

    [Fact]
    public void Any_columns_are_divided()
    {
        var data = new Dataset([new DatasetInput(Column.OfIndices([1, 2, 3, 4], 1), Column.OfIndices([1, 1, 1, 1])), Column.OfValues([5, 6, 7, 8], 1)]);
        var chosen = data.Select(3, 1, 3);
        var (tokens, values) = (new int[3], new float[3]);
        chosen.Inputs[0].Tokens!.Copy(0, 3, tokens);
        chosen.Inputs[1].Values!.Copy(0, 3, values);
        Assert.Equal([4, 2, 4], tokens);
        Assert.Equal([8, 6, 8], values);
        Assert.Equal(3, chosen.Inputs[0].Lengths!.Count);
        Assert.Contains("index 4", Assert.Throws<ArgumentOutOfRangeException>("rows", () => data.Select(4)).Message);
    }

    [Fact]
    public void What_cannot_be_divided_is_said()
    {
        var data = Numbered(4, _ => 0);
        Assert.Throws<ArgumentOutOfRangeException>("share", () => data.Split(0));
        Assert.Throws<ArgumentOutOfRangeException>("share", () => data.Split(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("share", () => data.StratifiedSplit(1));
        Assert.Contains("4 examples", Assert.Throws<ArgumentException>("data", () => data.Split(0.1)).Message);
        Assert.Throws<ArgumentException>("data", () => new Dataset([Column.OfValues(new float[4], 1)]).StratifiedSplit(0.5));
    }

    private static Dataset Numbered(int count, Func<int, int> label) => new(
        [Column.OfValues([.. Enumerable.Range(0, count).Select(index => (float)index)], 1)],
        Column.OfIndices([.. Enumerable.Range(0, count).Select(label)]));

    private static float[] Values(Dataset data)
    {
        var values = new float[data.Count];
        data.Inputs[0].Values!.Copy(0, data.Count, values);
        return values;
    }
}
