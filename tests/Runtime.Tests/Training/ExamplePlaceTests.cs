using StaticNets.CompilerServices;
using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Training;

public sealed class ExamplePlaceTests
{
    private const int Count = 300, Bad = 177;
    private const string Labels = "labels", Tokens = "tokens", Lengths = "lengths";

    public static TheoryData<string> Columns => [Labels, Tokens, Lengths];

    [Theory]
    [MemberData(nameof(Columns))]
    public void What_is_out_of_range_is_named_by_its_place_in_the_dataset(string column)
    {
        var (good, bad) = (Examples(null), Examples(column));
        foreach (var threads in new[] { 1, 2 })
        {
            var options = new TrainerOptions { BatchSize = 64, Threads = threads };
            using var trainer = new Trainer<CheckedNetwork>(CheckedNetwork.Create(0), new Sgd(), options);
            Assert.Contains($"{column} of example {Bad} of the training dataset{Step(column)} is 99", Message(() => trainer.TrainFor(bad, 1)));

            using var tested = new Trainer<CheckedNetwork>(CheckedNetwork.Create(0), new Sgd(), options);
            Assert.Contains($"{column} of example {Bad} of the test dataset{Step(column)} is 99", Message(() => tested.TrainFor(good, 1, bad,
                onEpoch: _ => { })));
            Assert.Equal(1, tested.Epoch);

            using var evaluator = new Evaluator<CheckedNetwork>(CheckedNetwork.Create(0), threads);
            Assert.Contains($"{column} of example {Bad} of the dataset{Step(column)} is 99", Message(() => evaluator.Evaluate(bad)));
            if (column != Labels)
            {
                Assert.Contains($"{column} of example {Bad} of the dataset{Step(column)} is 99", Message(() => evaluator.Predict(bad)));
                Assert.Contains($"{column} of example {Bad} of the dataset{Step(column)} is 99", Message(() => evaluator.Outputs(bad)));
            }
        }
    }

    [Fact]
    public void A_shard_without_a_dataset_names_the_place_in_the_whole()
    {
        var batch = new Batch { Count = 3, FirstExample = 10, Labels = [0, 1, 99] };
        batch.SetTokens(0, [0, 0, 0, 0, 0, 0]);
        batch.SetLengths(0, [2, 2, 2]);
        var message = "";
        try
        {
            Guard.Batch(in batch, CheckedNetwork.Info);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            message = exception.Message;
        }

        Assert.Contains("labels of example 12 is 99", message);
    }

    [Fact]
    public void Steps_and_epochs_whose_labels_are_all_ignored_count_nothing()
    {
        var labels = new int[Count];
        Array.Fill(labels, -100);
        var ignored = new Dataset([new DatasetInput(Column.OfIndices(new int[Count * 2], 2), Column.OfIndices([.. Enumerable.Repeat(2, Count)]))],
            Column.OfIndices(labels));
        var options = new TrainerOptions { BatchSize = 100, Threads = 1, Shuffle = false };
        using var trainer = new Trainer<CheckedNetwork>(CheckedNetwork.Create(0), new Sgd(), options);
        var (epochs, steps) = (new List<EpochSummary>(), new List<TrainingProgress>());
        trainer.TrainFor(ignored, 1, ignored, (in TrainingProgress progress) => steps.Add(progress), epochs.Add);
        Assert.All(steps, step => Assert.Equal((double.NaN, double.NaN, double.NaN, double.NaN), (step.Loss, step.BatchLoss, step.Perplexity, step.Accuracy)));
        var epoch = Assert.Single(epochs);
        Assert.Equal((double.NaN, double.NaN), (epoch.Loss, epoch.Accuracy));
        Assert.Equal((double.NaN, double.NaN, 0), (epoch.Test!.Loss, epoch.Test.Accuracy, epoch.Test.Count));

        // The other steps of an epoch count as if that one had not been.
        Array.Fill(labels, 1, 200, 100);
        trainer.TrainFor(ignored, 1, ignored, (in TrainingProgress progress) => steps.Add(progress), epochs.Add);
        Assert.Equal(steps[^1].BatchLoss, epochs[^1].Loss);
        Assert.Equal((100, epochs[^1].Loss), (epochs[^1].Test!.Count, epochs[^1].Test!.Loss));
    }

    private static string Step(string column) => column == Tokens ? ", step 1" : "";

    private static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static Dataset Examples(string? bad)
    {
        var (tokens, lengths, labels) = (new int[Count * 2], new int[Count], new int[Count]);
        Array.Fill(lengths, 2);
        if (bad == Labels)
            labels[Bad] = 99;
        else if (bad == Tokens)
            tokens[(Bad * 2) + 1] = 99;
        else if (bad == Lengths)
            lengths[Bad] = 99;
        return new Dataset([new DatasetInput(Column.OfIndices(tokens, 2), Column.OfIndices(lengths))], Column.OfIndices(labels));
    }

    /// <summary>A network that checks its batches as emitted code does, and gives each class a trained logit whatever the tokens.</summary>
    private sealed class CheckedNetwork : INetwork<CheckedNetwork>
    {
        private const int Classes = 3, IgnoreIndex = -100;
        private static readonly ParameterLayout Layout = new(nameof(CheckedNetwork), Classes, [new ParameterInfo("bias", [Classes], 0, [1],
            Initializer.Constant(0.5))]);

        public static NetworkInfo Info { get; } = new(
            nameof(CheckedNetwork), [new InputInfo("tokens", [2], InputKind.Tokens, 5, true, false)], [Classes], LossKind.SoftmaxCrossEntropy, [],
                Layout, 0, 0, "checked-network");

        public ParameterSet Parameters { get; } = new(Layout);

        public static CheckedNetwork Create(ulong seed)
        {
            var network = new CheckedNetwork();
            network.Parameters.Initialize(seed);
            return network;
        }

        public static ParameterSet NewGradients() => new(Layout);

        public static long LossCount(scoped in Batch batch) => batch.Labels.Length - batch.Labels.Count(IgnoreIndex);

        public static double Run(CheckedNetwork network, scoped in Batch batch)
        {
            Guard.Batch(in batch, Info);
            batch.Gradients?.Clear();
            for (var example = 0; example < batch.Count && !batch.Output.IsEmpty; example++)
                network.Parameters.Values.CopyTo(batch.Output[(example * Classes)..]);
            return (batch.Labels.Length - batch.Labels.Count(IgnoreIndex)) * Math.Log(Classes) / batch.Denominator;
        }
    }
}
