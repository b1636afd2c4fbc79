using StaticNets.Data;
using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests.Training;

[Network, Input(2), Dense(2, Bias = false), MeanSquaredError]
internal sealed partial class TwoNumbersNetwork;

[Network, Input(3, 1, Lengths = true), Dense(1, Bias = false), MeanSquaredError]
internal sealed partial class StepNumbersNetwork;

/// <summary>The expected figures are scikit-learn's formulas, worked out with NumPy.</summary>
public sealed class MetricsTests
{
    private static readonly float[] Probabilities =
        [0.5f, 0.3f, 0.2f, 0.1f, 0.6f, 0.3f, 0.2f, 0.2f, 0.6f, 0.4f, 0.35f, 0.25f, 0.3f, 0.4f, 0.3f, 0.25f, 0.25f, 0.5f];

    private static readonly int[] Labels = [0, 1, 2, 1, 0, 2];

    [Fact]
    public void Classes_are_compared_by_rank_F1_and_area()
    {
        var metrics = new ClassificationMetrics(Probabilities, Labels, 3);
        Assert.Equal(4 / 6.0, metrics.Accuracy, 1e-12);
        Assert.Equal(1, metrics.TopAccuracy(2));
        Assert.Equal(2 / 3.0, metrics.MacroF1, 1e-12);
        Assert.Equal(0.9166666666666666, metrics.Auc, 1e-12);
        Assert.Equal(0.5, metrics.Confusion.F1(0));
        Assert.Equal("accuracy 0.6667, macro F1 0.6667, AUC 0.9167 over 6 predictions", metrics.ToString());
        Assert.Throws<ArgumentOutOfRangeException>("count", () => metrics.TopAccuracy(4));
    }

    [Fact]
    public void Labels_that_are_ignored_are_left_out()
    {
        var metrics = new ClassificationMetrics([.. Probabilities, 0.9f, 0.1f, 0], [.. Labels, -100], 3);
        Assert.Equal(6, metrics.Count);
        Assert.Equal(0.9166666666666666, metrics.Auc, 1e-12);
        Assert.Equal(2 / 3.0, metrics.MacroF1, 1e-12);
    }

    [Fact]
    public void Equal_probabilities_count_half()
    {
        float[] ones = [0.1f, 0.4f, 0.35f, 0.8f, 0.4f];
        int[] labels = [0, 0, 1, 1, 1];
        Assert.Equal(0.75, new ClassificationMetrics(ones, labels, 2, isBinary: true).Auc);
        Assert.Equal(0.75, new ClassificationMetrics([.. ones.SelectMany(one => new[] { 1 - one, one })], labels, 2).Auc);
        Assert.True(double.IsNaN(new ClassificationMetrics(ones, new int[5], 2, isBinary: true).Auc));
        Assert.DoesNotContain("AUC", new ClassificationMetrics(ones, new int[5], 2, isBinary: true).ToString());
    }

    [Fact]
    public void An_evaluator_gives_them_for_a_dataset()
    {
        var network = new ClassNetwork();
        network.Parameters["dense1.weight"] = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        using var evaluator = new Evaluator<ClassNetwork>(network, 2);
        var logits = Probabilities.Select(probability => (float)Math.Log(probability)).ToArray();
        var metrics = evaluator.EvaluateClasses(new Dataset([Column.OfValues(logits, 3)], Column.OfIndices(Labels)));
        Assert.Equal(2 / 3.0, metrics.MacroF1, 1e-12);
        Assert.Equal(0.9166666666666666, metrics.Auc, 1e-12);
        Assert.Throws<ArgumentException>(() => new Evaluator<NumberNetwork>(new NumberNetwork(), 1)
            .EvaluateClasses(new Dataset([Column.OfValues(new float[3], 3)], Column.OfValues(new float[3], 3))));
    }

    [Fact]
    public void Numbers_are_compared_by_their_errors()
    {
        var network = new TwoNumbersNetwork();
        network.Parameters["dense1.weight"] = [1, 0, 0, 1];
        float[] inputs = [1, 2, 2, 2.5f, 3, 5, 4.5f, 5], targets = [1.5f, 2, 2, 3, 2.5f, 4, 4, 6];
        using var evaluator = new Evaluator<TwoNumbersNetwork>(network, 2);
        var evaluation = evaluator.Evaluate(new Dataset([Column.OfValues(inputs, 2)], Column.OfValues(targets, 2)));
        var metrics = evaluation.Regression!;
        Assert.Equal(8, metrics.Count);
        Assert.Equal(0.5, metrics.MeanAbsoluteError, 1e-7);
        Assert.Equal(0.6123724356957945, metrics.RootMeanSquaredError, 1e-7);
        Assert.Equal(0.7642857142857142, metrics.R2, 1e-7);
        Assert.Equal("loss 0.375, MAE 0.5, RMSE 0.61237, R2 0.7643", evaluation.ToString());
    }

    [Fact]
    public void Many_examples_have_the_same_bits_on_any_number_of_threads()
    {
        var network = new TwoNumbersNetwork(seed: 3);
        var random = new Random(1);
        var numbers = Enumerable.Range(0, 4000).Select(_ => 1e4f + random.NextSingle()).ToArray();
        var data = new Dataset([Column.OfValues(numbers, 2)], Column.OfValues([.. numbers.Reverse()], 2));
        using var one = new Evaluator<TwoNumbersNetwork>(network, 1);
        using var seven = new Evaluator<TwoNumbersNetwork>(network, 7);
        var expected = one.Evaluate(data).Regression!;
        var actual = seven.Evaluate(data).Regression!;
        Assert.Equal((expected.R2, expected.RootMeanSquaredError), (actual.R2, actual.RootMeanSquaredError));

        // The targets' variance in double, in two passes.
        var outputs = one.Outputs(data);
        var shares = new double[2];
        for (var column = 0; column < 2; column++)
        {
            var targets = numbers.Reverse().Where((_, i) => i % 2 == column).Select(value => (double)value).ToArray();
            var mean = targets.Average();
            var errors = targets.Select((target, i) => Math.Pow(outputs[2 * i + column] - target, 2)).Sum();
            shares[column] = 1 - errors / targets.Sum(target => (target - mean) * (target - mean));
        }

        Assert.Equal(shares.Average(), actual.R2, 1e-9 * Math.Abs(actual.R2));
    }

    [Fact]
    public void Steps_beyond_a_length_do_not_count()
    {
        var network = new StepNumbersNetwork();
        network.Parameters["dense1.weight"] = [1];
        using var evaluator = new Evaluator<StepNumbersNetwork>(network, 1);
        var data = new Dataset(
            [new DatasetInput(Column.OfValues([1, 9, 9, 2, 3, 9], 3), Column.OfIndices([1, 2]))], Column.OfValues([2, 0, 0, 2, 5, 0], 3));
        var metrics = evaluator.Evaluate(data).Regression!;
        Assert.Equal((3, 1.0), (metrics.Count, metrics.MeanAbsoluteError));
    }

    [Fact]
    public void Constant_targets_and_single_examples_have_no_variance_to_explain()
    {
        var perfect = new RegressionSums(1);
        perfect.Add(0, 2, 2);
        Assert.True(double.IsNaN(new RegressionMetrics(perfect).R2));
        perfect.Add(0, 2, 2);
        Assert.Equal(1, new RegressionMetrics(perfect).R2);
        perfect.Add(0, 3, 2);
        Assert.Equal(0, new RegressionMetrics(perfect).R2);
    }
}
