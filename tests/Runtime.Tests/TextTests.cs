using System.Globalization;
using StaticNets.Data;
using StaticNets.Data.Text;
using StaticNets.Tests.Parameters;
using StaticNets.Tests.Training;
using Xunit;

namespace StaticNets.Tests;

/// <summary>What objects say of themselves, in every culture.</summary>
public sealed class TextTests
{
    [Fact]
    public void A_confusion_matrix_is_a_table() => Assert.Equal(
        "3 classes, 13 of 15 predictions right\ntruth   0   1   2\n    0  11   1   0\n    1   0   2   0\n    2   1   0   0",
        new ConfusionMatrix(3, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, -1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0]).ToString());

    [Fact]
    public void A_large_confusion_matrix_is_a_line() => Assert.Equal("100 classes, 1 of 1 prediction right", new ConfusionMatrix(100, [7], [7]).ToString());

    [Fact]
    public void Parameters_and_their_layout_say_how_many_they_are()
    {
        Assert.Equal("Padded: 4 tensors, 20 parameters", Layouts.Numbered().ToString());
        Assert.Equal("Padded: 4 tensors, 20 parameters", Layouts.Padded.ToString());
        Assert.Equal("One: 1 tensor, 1 parameter", new ParameterLayout("One", 1, [new ParameterInfo("a", [], 0, [], default)]).ToString());
        Assert.Equal("Uniform(0.5)", Initializer.Uniform(0.5).ToString());
    }

    [Fact]
    public void What_was_not_measured_is_not_shown()
    {
        var regression = new Evaluation("loss", 0.25, default, [], [], 0);
        Assert.Equal("loss 0.25", regression.ToString());
        Assert.Equal("loss 0.5, accuracy 0.7500 over 4 predictions", new Evaluation("loss", 0.5, new Tally { Count = 4, Correct = 3 }, [], [], 2).ToString());
        var summary = new EpochSummary
        {
            Epoch = 2,
            Epochs = 10,
            TotalSteps = 20,
            Loss = 1.5,
            Accuracy = double.NaN,
            ExamplesPerSecond = 12345.6,
            Duration = TimeSpan.FromSeconds(1),
            Test = regression,
        };
        Assert.Equal("epoch 2/10: loss 1.5, 12,346 examples/s; test: loss 0.25", summary.ToString());
        var progress = new TrainingProgress { Epoch = 1, Epochs = 3, Step = 4, StepsPerEpoch = 5, Loss = 0.125, Accuracy = 0.5, ExamplesPerSecond = 1000 };
        Assert.Equal("epoch 1/3, step 4/5: loss 0.125, accuracy 0.5000, 1,000 examples/s", progress.ToString());
        Assert.DoesNotContain("NaN", (progress with { Accuracy = double.NaN }).ToString());
    }

    [Fact]
    public void Data_say_what_an_example_has()
    {
        Assert.Equal("2 examples: 3 values, 1 label", new Dataset([Column.OfValues(new float[6], 3)], Column.OfIndices(new int[2])).ToString());
        Assert.Equal(
            "1 example: 4 tokens with lengths and 1 value, 2 targets",
            new Dataset(
                [new DatasetInput(Column.OfIndices(new int[4], 4), Column.OfIndices(new int[1])), Column.OfValues(new float[1], 1)],
                Column.OfValues(new float[2], 2)).ToString());
        Assert.Equal("2 rows of 3", Column.OfValues(new float[6], 3).ToString());
        Assert.Equal("2x3 bytes", IdxFile.Read(new MemoryStream([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]), "a").ToString());
        Assert.Equal("28 characters of at most 28", Vocabulary.Letters.ToString());
        Assert.Equal("windows of 2 over 9 tokens", TokenWindows.Random(new int[9], 2).ToString());
    }

    [Fact]
    public void Others_say_what_they_are()
    {
        Assert.EndsWith(", rate 0.5", new Sgd(0.5).ToString());
        Assert.Equal("state of RunningSums: 2 sequences of 5 floats", new Sequences.RunningSums.State(2).ToString());
        using var evaluator = new Evaluator<TestNetwork>(TestNetwork.Create(1), 1);
        Assert.Equal("evaluator of TestNetwork on 1 thread", evaluator.ToString());
    }

    [Fact]
    public void Texts_are_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        // Made by hand: the tests run without the data of cultures.
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", ".", "~");
        CultureInfo.CurrentCulture = other;
        try
        {
            What_was_not_measured_is_not_shown();
            Parameters_and_their_layout_say_how_many_they_are();
            Others_say_what_they_are();
            A_confusion_matrix_is_a_table();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
