using StaticNets.Generation;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>Trains a character model, writes weights, log and checkpoint, and has the model write.</summary>
internal static class CharacterJob<T>
    where T : class, ICharacterModel<T>
{
    /// <summary>How often during a training a line is written, to show what has been learned so far.</summary>
    private const int Excerpts = 10;

    /// <summary>The characters of such a line after the prefix; the book's.</summary>
    private const int ExcerptLength = 50;

    public static void Run(Options options, TextWriter output, CancellationToken cancellationToken)
    {
        var plots = options is { IsFirst: true, Plots: { } pictures } ? PlotsProgram.Find("samples/charlm.sh", pictures) : null;
        if (!options.IsFirst)
            output = TextWriter.Null;
        else if (options.Epochs > 0)
            TrainingFiles.CheckWritable(options.Save, options.Text);
        if (options.Text is { } text)
            TrainingFiles.CheckReadable("TEXT FILE", text);
        var network = T.Create(options.Seed);
        if (options.InitialWeights is var (option, weights))
        {
            TrainingFiles.CheckReadable(option, weights);
            network.Parameters.Load(weights);
        }

        var author = new Author(new TokenSampler(options.Seed, options.Temperature), options.Prefix);
        var summary = options.Epochs > 0 ? Train(network, author, options, output, cancellationToken) : null;
        if (!options.IsFirst)
            return;
        plots?.Draw(options.LogPath, options.Plots!, output);

        foreach (var character in author.Write(network, options.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(character);
        }

        output.WriteLine();
        if (summary is not null)
            output.WriteLine(summary);
    }

    private static string? Train(T network, Author author, Options options, TextWriter output, CancellationToken cancellationToken)
    {
        var text = TrainingText.Load(options);
        output.WriteLine($"{text.Tokens.Length} characters from {text.Origin}");
        output.WriteLine(T.Info);
        output.WriteLine(Machine.Describe(T.Info, options.Threads, options.Group));

        // A network without a state to carry takes windows in any order instead.
        var carries = T.Info.CarriesState;
        using var trainer = new Trainer<T>(network, new Sgd(options.EffectiveRate), new TrainerOptions
        {
            BatchSize = options.Batch,
            Threads = options.Threads,
            Group = options.Group,
            Seed = options.Seed,
            Shuffle = !carries,
            CarryState = carries,
            DropLast = true,
            ClipNorm = options.Clip,
            CheckpointPath = options.CheckpointPath,
        });
        var log = new LogBuilder(options, T.Info);
        var training = new CheckpointedTraining<T>(trainer, options.CheckpointPath, output);
        if (options.Resume)
            training.Resume(log);

        var speed = new RunSpeed();
        var display = new EpochsDisplay(
            output,
            options.Epochs,
            progress => Figures(progress.Perplexity, progress.ExamplesPerSecond * text.Steps),
            epoch => Figures(epoch.Perplexity, epoch.ExamplesPerSecond * text.Steps));
        training.Run(() => display.Show(trainer.Epoch, (onProgress, onEpoch) => trainer.TrainUntil(
            text.Windows(options.Batch, carries),
            options.Epochs,
            onProgress: onProgress,
            onEpoch: epoch =>
            {
                if (!options.IsFirst)
                    return;
                speed.Add(epoch);
                log.Add(epoch, text.Steps);
                if (log.Best?.Epoch == epoch.Epoch)
                    network.Parameters.Save(options.Save);
                log.Save();
                var every = Math.Max(1, options.Epochs / Excerpts);
                onEpoch(epoch, epoch.Epoch % every == 0 ? string.Concat(author.Write(network, ExcerptLength)) : null);
            },
            cancellationToken: cancellationToken)));

        if (!options.IsFirst)
            return null;

        // A finished training that is resumed without its log has nothing to choose from.
        if (log.Best is not { Perplexity: { } perplexity } best)
            throw new FileNotFoundException($"No epoch is left to train, and {options.LogPath}, which tells the best, is not there.");

        // At the book's learning rate some epochs set the network back, and it needs some to recover: the last may be one of them.
        if (best.Epoch != trainer.Epoch)
            network.Parameters.Load(options.Save);
        output.WriteLine($"weights: {options.Save} (of epoch {best.Epoch}, the best), log: {options.LogPath}");
        return Figures(perplexity, speed.ExamplesPerSecond * text.Steps);
    }

    private static string Figures(double perplexity, double tokensPerSecond) => $"perplexity {perplexity:0.0000}, {tokensPerSecond:0} tokens/s";
}
