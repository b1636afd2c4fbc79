using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Sequences;

/// <summary>Data that make a dataset for every epoch.</summary>
public sealed class TrainingDataTests
{
    [Fact]
    public void Every_epoch_has_the_examples_made_for_it()
    {
        var data = new GrowingData();
        using var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(0.001), new TrainerOptions { BatchSize = 16, Threads = 2, Seed = 7 });
        var examples = new List<(int, int)>();
        trainer.TrainUntil(data, 3, onProgress: (in TrainingProgress progress) => examples.Add((progress.Epoch, progress.Examples)));
        Assert.Equal([(1, 20), (1, 20), (2, 40), (2, 40), (2, 40), (3, 60), (3, 60), (3, 60), (3, 60)], examples);
        Assert.All(data.Asked, asked => Assert.Equal(7ul, asked.Seed));
        Assert.Equal([0, 1, 2], data.Asked.Select(asked => asked.Epoch));
    }

    [Fact]
    public void A_resumed_training_asks_for_the_epoch_it_is_in()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("checkpoint");
        var options = new TrainerOptions { BatchSize = 16, Threads = 2, Seed = 7 };
        var expected = RunningSums.Create(1);
        using (var trainer = new Trainer<RunningSums>(expected, new Sgd(0.001), options))
            trainer.TrainUntil(new GrowingData(), 3,
                onProgress: (in TrainingProgress progress) => { if (progress.TotalSteps == 4) trainer.SaveCheckpoint(path); });

        var network = RunningSums.Create(2);
        using (var trainer = new Trainer<RunningSums>(network, new Sgd(0.001), options with { Seed = 0 }))
        {
            trainer.Resume(path);
            trainer.TrainUntil(new GrowingData(), 3);
        }

        Assert.Equal(expected.Parameters.Values, network.Parameters.Values);
    }

    [Fact]
    public void An_incomplete_batch_is_left_out_if_asked_for()
    {
        var options = new TrainerOptions { BatchSize = 16, Threads = 1, DropLast = true };
        using var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(0.001), options);
        var steps = new List<TrainingProgress>();
        var epochs = new List<EpochSummary>();
        trainer.TrainUntil(new SequenceExamples(40).Dataset, 2, onProgress: (in TrainingProgress progress) => steps.Add(progress), onEpoch: epochs.Add);
        Assert.Equal([(1, 16), (2, 32), (1, 16), (2, 32)], steps.Select(step => (step.Step, step.ExamplesDone)));
        Assert.All(steps, step => Assert.Equal((2, 32), (step.StepsPerEpoch, step.Examples)));
        Assert.Equal(2, epochs.Count);
        Assert.Contains("15 examples, which do not fill a batch of 16", Assert.Throws<ArgumentException>("training",
            () => trainer.TrainUntil(new SequenceExamples(15).Dataset, 3)).Message);
    }

    [Fact]
    public void Perplexity_is_exp_of_the_mean_loss()
    {
        using var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(0.0001), new TrainerOptions { BatchSize = 16, Threads = 1 });
        var (progressed, summary) = (default(TrainingProgress), default(EpochSummary));
        var data = new SequenceExamples(40).Dataset;
        trainer.TrainUntil(data, 1, data, (in TrainingProgress progress) => progressed = progress, epoch => summary = epoch);
        Assert.Equal(Math.Exp(summary!.Loss), summary.Perplexity);
        Assert.Equal(summary.Perplexity, progressed.Perplexity);
        Assert.Equal(Math.Exp(summary.Test!.Loss), summary.Test.Perplexity);
    }

    private sealed class GrowingData : TrainingData
    {
        public List<(ulong Seed, int Epoch)> Asked { get; } = [];

        public override Dataset ForEpoch(ulong seed, int epoch)
        {
            Asked.Add((seed, epoch));
            return new SequenceExamples(20 * (epoch + 1)).Dataset;
        }
    }
}
