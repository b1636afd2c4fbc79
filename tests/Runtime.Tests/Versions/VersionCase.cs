using System.Globalization;
using StaticNets.CompilerServices;
using StaticNets.Data;
using StaticNets.Data.Text;
using Xunit;

namespace StaticNets.Tests.Versions;

/// <summary>A network and a training of it that a version left files of: weights, and a checkpoint from the middle of an epoch for each vector width.</summary>
/// <param name="name">Of the files.</param>
internal abstract class VersionCase(string name)
{
    public static VersionCase[] All { get; } =
    [
        new VersionCase<Pictures>(
            "pictures", () => new Sgd(0.1, 0.9), new TrainerOptions { BatchSize = 7, Seed = 11, ClipNorm = 1 }, VersionData.OfPictures(40)),
        new VersionCase<Letters>(
            "letters",
            () => new Adam(0.01),
            new TrainerOptions { BatchSize = 4, Seed = 12, Shuffle = false, CarryState = true },
            TokenWindows.Sequential(VersionData.OfLetters(160), 6, 4)),
        new VersionCase<Signals>(
            "signals", () => new AdamW(0.01), new TrainerOptions { BatchSize = 16, Seed = 13, DropLast = true }, VersionData.OfSignals(120)),
        new VersionCase<Alarms>(
            "alarms",
            () => new Adam(0.02),
            new TrainerOptions { BatchSize = 5, Seed = 14, Schedule = LearningRateSchedule.Cosine(20), ScheduleUnit = ScheduleUnit.Step },
            VersionData.OfAlarms(33)),
    ];

    public string Name => name;

    public abstract void Write(string folder);

    public abstract void AssertWeightsLoad(string folder);

    public abstract void AssertCheckpointResumes(string folder);

    /// <summary>Another width's checkpoint goes on where differences are allowed, and only there.</summary>
    public abstract void AssertOtherWidthResumes(string folder, int width);

    protected string Weights(string folder) => Path.Combine(folder, $"{name}.safetensors");

    protected string CheckpointOf(string folder, int width)
        => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.checkpoint.{width}.safetensors"));

    protected string Expected(string folder, string what) => Path.Combine(folder, $"{name}.{what}.json");
}

/// <inheritdoc cref="VersionCase"/>
internal sealed class VersionCase<T>(string name, Func<Optimizer> optimizer, TrainerOptions options, TrainingData training) : VersionCase(name)
    where T : class, INetwork<T>
{
    private const int Epochs = 3;
    private const int Interrupted = 8;

    /// <summary>Of the largest value of a tensor: versions may differ in the last digits of a step, and a few steps follow.</summary>
    private const double Tolerance = 1e-4;

    public override void Write(string folder)
    {
        var network = T.Create(5);
        network.Parameters.Save(Weights(folder));
        ExpectedValues.Of(network.Parameters).Save(Expected(folder, "weights"));

        var path = CheckpointOf(folder, VectorWidth.Current);
        using (var trainer = new Trainer<T>(network, optimizer(), options with { CheckpointPath = path }))
        {
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Finish(trainer, [], stop));
            Assert.True(trainer.Epoch > 0);
        }

        ExpectedValues.Of(network.Parameters).Save(Expected(folder, Invariant($"checkpoint.{VectorWidth.Current}")));
        var losses = new List<double>();
        using (var trainer = new Trainer<T>(network, optimizer(), options))
        {
            trainer.Resume(path);
            Finish(trainer, losses);
        }

        ExpectedValues.Of(network.Parameters, losses).Save(Expected(folder, Invariant($"trained.{VectorWidth.Current}")));
    }

    public override void AssertWeightsLoad(string folder)
    {
        var network = T.Create(1);
        network.Parameters.Load(Weights(folder));
        ExpectedValues.Load(Expected(folder, "weights")).AssertEqual(network.Parameters);
    }

    public override void AssertCheckpointResumes(string folder) => AssertResumes(folder, VectorWidth.Current, allowDifferences: false);

    public override void AssertOtherWidthResumes(string folder, int width)
    {
        using (var trainer = new Trainer<T>(T.Create(1), optimizer(), options))
        {
            var error = Assert.Throws<InvalidDataException>(() => trainer.Resume(CheckpointOf(folder, width)));
            Assert.Contains(Invariant($"vector width {width}"), error.Message, StringComparison.Ordinal);
        }

        AssertResumes(folder, width, allowDifferences: true);
    }

    private void AssertResumes(string folder, int width, bool allowDifferences)
    {
        // The seed is the file's.
        var network = T.Create(1);
        using var trainer = new Trainer<T>(network, optimizer(), options with { Seed = 0 });
        trainer.Resume(CheckpointOf(folder, width), allowDifferences);
        Assert.Equal((Interrupted, options.Seed), (trainer.Step, trainer.Seed));
        ExpectedValues.Load(Expected(folder, Invariant($"checkpoint.{width}"))).AssertEqual(network.Parameters);
        var losses = new List<double>();
        Finish(trainer, losses);
        ExpectedValues.Load(Expected(folder, Invariant($"trained.{width}"))).AssertClose(network.Parameters, losses, Tolerance);
    }

    private void Finish(Trainer<T> trainer, List<double> losses, CancellationTokenSource? stop = null) => trainer.TrainUntil(
        training,
        Epochs,
        onProgress: (in TrainingProgress progress) =>
        {
            if (progress.TotalSteps == Interrupted)
                stop?.Cancel();
        },
        onEpoch: epoch => losses.Add(epoch.Loss),
        cancellationToken: stop?.Token ?? default);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
