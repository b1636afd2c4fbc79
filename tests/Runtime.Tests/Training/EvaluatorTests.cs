using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Training;

public sealed class EvaluatorTests
{
    private static readonly Dataset Data = TestNetwork.Examples(333);

    [Fact]
    public void An_evaluation_is_the_network_run_once()
    {
        var network = TestNetwork.Create(1);
        BatchChain chain = default;
        var batch = new ExampleBuffer(TestNetwork.Info, Data, 333, scores: true).Load(Data, 0, 333, ref chain);
        var loss = TestNetwork.Run(network, in batch);
        using var evaluator = new Evaluator<TestNetwork>(network, 2);
        var evaluation = evaluator.Evaluate(Data);
        Assert.Equal(loss, evaluation.Loss, 1e-12);
        Assert.Equal(333, evaluation.Count);
        Assert.Equal(batch.Output.ToArray(), evaluator.Outputs(Data));

        var right = 0;
        for (var i = 0; i < 333; i++)
        {
            var logits = batch.Output.Slice(i * 4, 4).ToArray();
            Assert.Equal(Array.IndexOf(logits, logits.Max()), evaluation.Predictions[i]);
            right += evaluation.Predictions[i] == batch.Labels[i] ? 1 : 0;
        }

        Assert.Equal(right / 333.0, evaluation.Accuracy);
        Assert.Equal(evaluation.Predictions, evaluator.Predict(Data));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var network = TestNetwork.Create(1);
        using var one = new Evaluator<TestNetwork>(network, 1);
        var expected = one.Evaluate(Data);
        foreach (var threads in new[] { 2, 3, 9 })
        {
            using var evaluator = new Evaluator<TestNetwork>(network, threads);
            for (var repeat = 0; repeat < 5; repeat++)
            {
                var actual = evaluator.Evaluate(Data);
                Assert.Equal((expected.Loss, expected.Accuracy), (actual.Loss, actual.Accuracy));
                Assert.Equal(expected.Predictions, actual.Predictions);
            }
        }
    }

    [Fact]
    public void The_confusion_matrix_counts_truth_against_prediction()
    {
        using var evaluator = new Evaluator<TestNetwork>(TestNetwork.Create(1), 2);
        var evaluation = evaluator.Evaluate(Data);
        var labels = new int[333];
        Data.Labels!.Copy(0, 333, labels);
        var confusion = evaluation.Confusion;
        var (all, right) = (0L, 0L);
        for (var truth = 0; truth < 4; truth++)
        {
            for (var prediction = 0; prediction < 4; prediction++)
            {
                Assert.Equal(labels.Zip(evaluation.Predictions.ToArray()).Count(pair => pair == (truth, prediction)), confusion[truth, prediction]);
                all += confusion[truth, prediction];
                right += truth == prediction ? confusion[truth, prediction] : 0;
            }
        }

        Assert.Equal((333, evaluation.Accuracy), (all, right / 333.0));
        Assert.Equal(confusion[2, 2] / (double)labels.Count(label => label == 2), confusion.Recall(2));
        Assert.Throws<ArgumentOutOfRangeException>("prediction", () => confusion[0, 4]);
    }

    [Fact]
    public void Predicting_spans_gives_classes_and_their_probabilities()
    {
        var input = new float[333 * 20];
        Data.Inputs[0].Values!.Copy(0, 333, input);
        using var evaluator = new Evaluator<TestNetwork>(TestNetwork.Create(1), 2);
        var (classes, probabilities) = (new int[333], new float[333 * 4]);
        evaluator.Predict(input, classes, probabilities);
        Assert.Equal(evaluator.Evaluate(Data).Predictions, classes);
        Assert.Equal(evaluator.Probabilities(Data), probabilities);
        var logits = evaluator.Outputs(Data);
        for (var i = 0; i < 333; i++)
        {
            Assert.Equal(1, probabilities.Skip(i * 4).Take(4).Sum(), 1e-6f);
            Assert.Equal(Math.Exp(logits[i * 4 + 1] - logits[i * 4]), probabilities[i * 4 + 1] / probabilities[i * 4], 1e-5);
        }

        Assert.Throws<ArgumentException>("input", () => evaluator.Predict(new float[21], new int[1]));
        Assert.Throws<ArgumentException>("classes", () => evaluator.Predict(new float[40], new int[1]));
        Assert.Throws<ArgumentException>("probabilities", () => evaluator.Predict(new float[40], new int[2], new float[4]));
    }

    [Fact]
    public void Predicting_into_buffers_allocates_nothing()
    {
        var input = new float[333 * 20];
        var (classes, probabilities) = (new int[333], new float[333 * 4]);
        using var evaluator = new Evaluator<TestNetwork>(TestNetwork.Create(1), 2);
        Assert.Equal(0, Allocation.Of(() => evaluator.Predict(input.AsSpan(0, 20), classes.AsSpan(0, 1))));
        Assert.Equal(0, Allocation.Of(() => evaluator.Predict(input.AsSpan(0, 20), classes.AsSpan(0, 1), probabilities.AsSpan(0, 4))));
        Assert.Equal(0, Allocation.Of(() => evaluator.Predict(input, classes, probabilities)));
        evaluator.Predict([], []);
    }

    [Fact]
    public void Data_that_do_not_fit_are_named()
    {
        using var evaluator = new Evaluator<TestNetwork>(TestNetwork.Create(1), 1);
        Assert.Throws<ArgumentException>("dataset", () => evaluator.Evaluate(Data.Slice(0, 0)));
        Assert.Contains("dataset has no labels, but ", Assert.Throws<ArgumentException>("dataset", () => evaluator.Evaluate(new Dataset(Data.Inputs))).Message);
        Assert.Throws<ArgumentException>("dataset", () => evaluator.Outputs(new Dataset([Column.OfValues(new float[6], 3)])));
        Assert.Empty(evaluator.Predict(Data.Slice(0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => new Evaluator<TestNetwork>(TestNetwork.Create(1), 0));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => evaluator.Evaluate(Data, stop.Token));
    }
}
