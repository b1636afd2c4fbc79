using StaticNets.CompilerServices;
using StaticNets.Samples.Datasets;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.LeNetProgram;

/// <summary>Trains, tests after every epoch, and writes weights, log and checkpoint.</summary>
internal static class TrainingJob
{
    public static void Run(Options options, TextWriter output, CancellationToken cancellationToken)
    {
        var plots = options.Plots is null ? null : PlotsProgram.Find("samples/lenet.sh");
        var finder = new DatasetFinder(FashionMnist.Description) { Report = output.WriteLine };
        var folder = finder.FindAsync(options.Data, cancellationToken).GetAwaiter().GetResult();
        var images = FashionMnistImages.Load(folder);
        output.WriteLine($"Fashion-MNIST from {folder.Origin} ({folder.Path}): {images.Train.Count} images to train on, {images.Test.Count} to test on");

        var network = options.Load is { } weights ? LeNet.Load(weights) : new LeNet(options.Seed);
        output.WriteLine(LeNet.Info);
        output.WriteLine($"vectors of {VectorWidth.Current} bits, {options.Threads} {(options.Threads == 1 ? "thread" : "threads")}");
        using var trainer = new Trainer<LeNet>(network, options.CreateOptimizer(), new TrainerOptions
        {
            BatchSize = options.Batch,
            Threads = options.Threads,
            Seed = options.Seed,
            CheckpointPath = options.CheckpointPath,
        });
        var log = LogBuilder.Start(options);
        if (options.Resume)
        {
            trainer.Resume(options.CheckpointPath);
            log.Continue(trainer.Epoch);
            output.WriteLine($"resumed after {trainer.Epoch} epochs and {trainer.Step} steps from {options.CheckpointPath}");
        }

        using var evaluator = new Evaluator<LeNet>(network, options.Threads);
        var (examples, seconds) = (0.0, 0.0);
        try
        {
            ProgressDisplay.Show(output, options.Epochs - trainer.Epoch, (onProgress, onEpoch) => trainer.Train(
                images.Train,
                options.Epochs,
                images.Test,
                onProgress,
                epoch =>
                {
                    examples += epoch.ExamplesPerSecond * epoch.Duration.TotalSeconds;
                    seconds += epoch.Duration.TotalSeconds;
                    log.Add(epoch, network, evaluator, images);
                    log.Save();
                    onEpoch(epoch);
                },
                cancellationToken));
        }
        catch (OperationCanceledException)
        {
            output.WriteLine($"stopped in epoch {trainer.Epoch + 1} after {trainer.Step} steps; continue with --resume from {options.CheckpointPath}");
            throw;
        }

        network.Parameters.Save(options.Save);

        // Without an epoch to train nothing has been logged yet, and the network is still to be looked at.
        var test = evaluator.Evaluate(images.Test, cancellationToken);
        if (seconds == 0)
        {
            log.Observe(test, network, evaluator, images);
            log.Save();
        }

        output.WriteLine($"weights: {options.Save}, log: {options.LogPath}");
        if (plots is not null)
            plots.Draw(options.LogPath, options.Plots!, output);
        output.WriteLine($"test accuracy {test.Accuracy:0.0000}, {(seconds > 0 ? examples / seconds : 0):0} images/s");
    }
}
