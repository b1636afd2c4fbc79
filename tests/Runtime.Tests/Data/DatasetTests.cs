using StaticNets.Data;
using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void It_counts_examples_and_keeps_columns()
    {
        var images = Column.OfBytes(new byte[5 * 16], 16);
        var labels = Column.OfIndices(new byte[5]);
        var dataset = new Dataset([images], labels);
        Assert.Equal(5, dataset.Count);
        Assert.Same(images, dataset.Inputs[0].Values);
        Assert.Same(labels, dataset.Labels);
        Assert.Null(dataset.Targets);
    }

    [Fact]
    public void All_columns_have_as_many_examples()
    {
        var five = Column.OfValues(new float[5], 1);
        Assert.Throws<ArgumentException>("inputs", () => new Dataset([five, Column.OfValues(new float[4], 1)]));
        Assert.Throws<ArgumentException>("labels", () => new Dataset([five], Column.OfIndices(new int[6])));
        Assert.Throws<ArgumentException>("targets", () => new Dataset([five], Column.OfValues(new float[6], 1)));
        Assert.Throws<ArgumentException>("inputs", () => new Dataset([]));
        Assert.Throws<ArgumentException>("lengths", () => new DatasetInput(five, Column.OfIndices(new int[4])));
        Assert.Throws<ArgumentException>("lengths", () => new DatasetInput(five, Column.OfIndices(new int[10], 2)));
    }

    [Fact]
    public void A_slice_has_every_column()
    {
        var tokens = new DatasetInput(Column.OfIndices([1, 2, 3, 4, 5, 6], 2), lengths: Column.OfIndices([1, 2, 1]));
        var slice = new Dataset([tokens, Column.OfValues([1, 2, 3], 1)], Column.OfValues([7, 8, 9], 1)).Slice(1, 2);
        Assert.Equal(2, slice.Count);
        var (pair, one, value) = (new int[2], new int[1], new float[1]);
        slice.Inputs[0].Tokens!.Copy([1], pair);
        slice.Inputs[0].Lengths!.Copy([0], one);
        Assert.Equal([5, 6], pair);
        Assert.Equal([2], one);
        slice.Inputs[1].Values!.Copy([0], value);
        Assert.Equal([2], value);
        slice.Targets!.Copy([1], value);
        Assert.Equal([9], value);
        Assert.Throws<ArgumentOutOfRangeException>("count", () => slice.Slice(1, 2));
    }

    [Fact]
    public void It_says_why_it_does_not_fit_a_network()
    {
        var network = NetworkInfoTests.Small();
        Column<float> images = Column.OfBytes(new byte[32], 16);
        new Dataset([images], Column.OfIndices(new int[2])).CheckInputs(network);
        new Dataset([images], Column.OfIndices(new int[2])).CheckTargets(network);

        Says("has 2 inputs, but Small has 1", new Dataset([images, images]).CheckInputs);
        Says(
            "has 8 values per example as input 0, but Small needs 16 values per example (1x4x4) as its 'input'.",
            new Dataset([Column.OfBytes(new byte[16], 8)]).CheckInputs);
        Says(
            "has 16 tokens per example as input 0, but Small needs 16 values per example (1x4x4) as its 'input'.",
            new Dataset([Column.OfIndices(new int[32], 16)]).CheckInputs);
        Says(
            "has examples with lengths as input 0, but Small needs examples without (no Lengths = true) as its 'input'.",
            new Dataset([new DatasetInput(images, Column.OfIndices(new int[2]))]).CheckInputs);
        Says("has no labels, but the SoftmaxCrossEntropy of Small needs 1", new Dataset([images]).CheckTargets);
        Says("has 3 labels per example", new Dataset([images], Column.OfIndices(new int[6], 3)).CheckTargets);

        void Says(string message, Action<NetworkInfo> check) =>
            Assert.Contains($"the dataset {message}", Assert.Throws<ArgumentException>(null, () => check(network)).Message);
    }

    [Fact]
    public void Targets_are_as_many_as_the_loss_needs()
    {
        Column<float> images = Column.OfBytes(new byte[32], 16);
        new Dataset([images], Column.OfIndices(new int[14], 7)).CheckTargets(NetworkInfoTests.Small(LossKind.SoftmaxCrossEntropy, 7, 4));
        new Dataset([images], Column.OfValues(new float[6], 3)).CheckTargets(NetworkInfoTests.Small(LossKind.MeanSquaredError, 3));
        Assert.Throws<ArgumentException>(() => new Dataset([images]).CheckTargets(NetworkInfoTests.Small(LossKind.BinaryCrossEntropy, 3)));
        Assert.Throws<ArgumentException>(() => new Dataset([images]).CheckTargets(NetworkInfoTests.Small(LossKind.None)));
    }
}
