using Xunit;

namespace StaticNets.Tests.Training;

public sealed class ScoringTests
{
    private static readonly ParameterLayout None = new("None", 0, []);

    [Fact]
    public void Padding_steps_and_ignored_labels_are_left_out()
    {
        var scoring = new Scoring(Network(LossKind.SoftmaxCrossEntropy, [3, 2], lengthsInput: 0));
        var batch = default(Batch);
        batch.Count = 2;
        batch.SetLengths(0, [2, 3]);
        batch.Labels = [0, 1, 0, 1, -100, 0];
        batch.Output = new float[] { 5, 1, 1, 0, 9, 0, 0, 1, 1, 0, 2, 1 };
        var (predictions, truths) = (new int[6], new int[6]);
        var score = scoring.Compare(in batch, predictions, truths);
        Assert.Equal([0, 0, 0, 1, 0, 0], predictions);
        Assert.Equal([0, 1, -1, 1, -1, 0], truths);
        Assert.Equal((4, 3), (score.Count, score.Correct));
    }

    [Fact]
    public void Binary_targets_are_compared_by_sign()
    {
        var scoring = new Scoring(Network(LossKind.BinaryCrossEntropy, [3]));
        var batch = default(Batch);
        batch.Count = 2;
        batch.Targets = [0, 1, 1, 0, 0, 1];
        batch.Output = new float[] { -1, 2, -3, 4, -5, 6 };
        var score = scoring.Compare(in batch, default, default);
        Assert.Equal((6, 4), (score.Count, score.Correct));
        Assert.Equal(2, scoring.Classes);
    }

    [Fact]
    public void Regression_has_nothing_to_count()
    {
        Assert.False(new Scoring(Network(LossKind.MeanSquaredError, [3])).Applies);
        Assert.False(new Scoring(Network(LossKind.None, [3])).Applies);
        Assert.True(double.IsNaN(default(Tally).Accuracy));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 4)]
    [InlineData(-1, 6)]
    public void Padding_is_what_the_loss_leaves_out(int lengthsInput, int count)
    {
        var scoring = new Scoring(Network(LossKind.BinaryCrossEntropy, [3, 1], lengthsInput));
        var batch = default(Batch);
        batch.Count = 2;
        batch.SetLengths(0, [2, 1]);
        batch.SetLengths(1, [1, 3]);
        batch.Targets = new float[6];
        batch.Output = new float[6];
        Assert.Equal(count, scoring.Compare(in batch, default, default).Count);
    }

    private static NetworkInfo Network(LossKind loss, int[] output, int lengthsInput = -1) => new(
        "None",
        [new InputInfo("input", [3, 1], InputKind.Values, 0, HasLengths: true, HasGradient: false), new InputInfo(
            "other", [3, 1], InputKind.Values, 0, HasLengths: true, HasGradient: false)],
        [.. output], loss, [], None, 0, 0, "")
    {
        LossLengthsInput = lengthsInput,
    };
}
