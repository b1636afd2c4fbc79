using StaticNets.Samples.Datasets;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.Classifying;

/// <summary>Trains, tests after every epoch, and writes weights, log and checkpoint.</summary>
public static class TrainingJob
{
    /// <param name="options">What to do.</param>
    /// <param name="script">The script that starts the program.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="cancellationToken">Ends the training after the step under way, with a checkpoint.</param>
    public static void Run<T>(Options options, string script, TextWriter output, CancellationToken cancellationToken)
        where T : class, INetwork<T>
    {
        var plots = options is { IsFirst: true, Plots: { } pictures } ? PlotsProgram.Find(script, pictures) : null;
        if (options.IsFirst)
            TrainingFiles.CheckWritable(options.Save);
        else
            output = TextWriter.Null;
        if (options.Load is { } weights)
            TrainingFiles.CheckReadable("--load", weights);
        var finder = new DatasetFinder(FashionMnist.Description) { Report = output.WriteLine };
        // What is not there is downloaded, to a folder that processes of one machine share.
        var folder = GroupProgram.InTurn(options.Group, () => finder.FindAsync(options.Data, cancellationToken).GetAwaiter().GetResult());
        var images = FashionMnistImages.Load(folder);
        output.WriteLine($"Fashion-MNIST from {folder.Origin} ({folder.Path}): {images.Train.Count} images to train on, {images.Test.Count} to test on");

        var network = T.Create(options.Seed);
        if (options.Load is { } initial)
            network.Parameters.Load(initial);
        output.WriteLine(T.Info);
        output.WriteLine(Machine.Describe(T.Info, options.Threads, options.Group));
        using var trainer = new Trainer<T>(network, options.CreateOptimizer(), new TrainerOptions
        {
            BatchSize = options.Batch,
            Threads = options.Threads,
            Group = options.Group,
            Seed = options.Seed,
            CheckpointPath = options.CheckpointPath,
            Schedule = options.Schedule,
            ScheduleUnit = ScheduleUnit.Epoch,
        });
        var log = new LogBuilder<T>(options);
        var training = new CheckpointedTraining<T>(trainer, options.CheckpointPath, output);
        if (options.Resume)
            training.Resume(log);

        using var evaluator = new Evaluator<T>(network, options.Threads);
        var speed = new RunSpeed();
        training.Run(() => ProgressDisplay.Show(output, options.Epochs - trainer.Epoch, (onProgress, onEpoch) => trainer.TrainUntil(
            images.Train,
            options.Epochs,
            images.Test,
            onProgress,
            epoch =>
            {
                if (!options.IsFirst)
                    return;
                speed.Add(epoch);
                log.Add(epoch, network, evaluator, images);
                log.Save();
                onEpoch(epoch);
            },
            cancellationToken)));

        if (!options.IsFirst)
            return;

        // Random weights would take the place of those, and of the log, that an earlier training left.
        var isRandom = trainer.Step == 0 && options.Load is null;
        if (!isRandom)
            network.Parameters.Save(options.Save);

        // Without an epoch to train nothing has been logged yet, and the network is still to be looked at.
        var test = evaluator.Evaluate(images.Test, cancellationToken);
        if (speed.IsEmpty && !isRandom)
        {
            log.Observe(test, network, evaluator, images);
            log.Save();
        }

        output.WriteLine(isRandom ? "nothing is saved: no epoch was trained, and the weights are random" : $"weights: {options.Save}, log: {options.LogPath}");
        if (plots is not null)
            plots.Draw(options.LogPath, options.Plots!, output);
        output.WriteLine($"test accuracy {test.Accuracy:0.0000}, {speed.ExamplesPerSecond:0} images/s");
    }
}
