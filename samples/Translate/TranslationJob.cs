using StaticNets.Samples.Training;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Trains a translator, writes weights, log and checkpoint, and shows what it can do.</summary>
internal static class TranslationJob<T>
    where T : class, ISteppedNetwork<T>
{
    /// <summary>How often during a training a line is written, to show what has been learned so far.</summary>
    private const int Excerpts = 10;

    /// <summary>The pairs of an epoch are at least this many, the book's; of fewer, each is taken several times.</summary>
    private const int FewestPairs = 600;

    /// <summary>How many translations are shown, and drawn, in the end.</summary>
    private const int Shown = 4;

    public static void Run(Options options, TextWriter output, CancellationToken cancellationToken)
    {
        var plots = options is { IsFirst: true, Plots: { } pictures } ? PlotsProgram.Find("samples/translate.sh", pictures) : null;
        if (!options.IsFirst)
            output = TextWriter.Null;
        else if (options.EffectiveEpochs > 0 || plots is not null)
            TrainingFiles.CheckWritable(options.Save, options.Pairs, VocabularyFiles.SourceOf(options.Save), VocabularyFiles.TargetOf(options.Save));
        if (options.Pairs is { } pairs)
            TrainingFiles.CheckReadable("--pairs", pairs);
        var network = T.Create(options.Seed);
        if (options.InitialWeights is var (option, weights))
        {
            TrainingFiles.CheckReadable(option, weights);
            network.Parameters.Load(weights);
        }

        Corpus corpus = options.Pairs is { } path ? new PairCorpus(path, options.Load ?? (options.Resume ? options.Save : null)) : new DateCorpus();
        output.WriteLine(corpus.Description);
        var log = new LogBuilder(options, T.Info);
        var translator = new Translator<T>(network, corpus, options.Beam);
        var speed = options.EffectiveEpochs > 0 ? Train(network, translator, corpus, options, log, output, cancellationToken) : "";
        if (!options.IsFirst)
            return;

        var maps = Show(translator, corpus, output);
        if (options.EffectiveEpochs > 0 || plots is not null)
        {
            log.Observe(maps);
            log.Save();
        }

        plots?.Draw(options.LogPath, options.Plots!, output);
        output.WriteLine($"{corpus.ScoreName} {Score(translator, corpus, cancellationToken):0.0000}{speed}");
        if (options.Interactive)
            new Conversation<T>(network, corpus, options.Beam).Run(Console.In, output, cancellationToken);
    }

    /// <summary>Trains, saves and returns the speed.</summary>
    private static string Train(
        T network, Translator<T> translator, Corpus corpus, Options options, LogBuilder log, TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine(T.Info);
        output.WriteLine(Machine.Describe(T.Info, options.Threads, options.Group));
        var copies = (FewestPairs + corpus.Training.Count - 1) / corpus.Training.Count;
        var examples = ExamplesOf(corpus, [.. Enumerable.Repeat(corpus.Training, copies).SelectMany(pairs => pairs)]);
        var test = corpus.HeldOut.Count > 0 ? ExamplesOf(corpus, corpus.HeldOut).Dataset : null;
        var epochs = options.EffectiveEpochs;
        using var trainer = new Trainer<T>(network, new Adam(options.Rate), TrainerOptionsOf(options, examples.Dataset.Count));
        var training = new CheckpointedTraining<T>(trainer, options.CheckpointPath, output);
        if (options.Resume)
            training.Resume(log);

        if (options.IsFirst)
            corpus.Save(options.Save);
        var speed = new RunSpeed();
        var display = new EpochsDisplay(
            output,
            epochs,
            progress => $"loss {progress.Loss:0.0000}, {progress.ExamplesPerSecond * examples.TokensPerExample:0} tokens/s",
            epoch =>
                $"loss {epoch.Loss:0.0000}{(epoch.Test is { } tested ? $", test loss {tested.Loss:0.0000}" : "")}, "
                    + $"{epoch.ExamplesPerSecond * examples.TokensPerExample:0} tokens/s");
        training.Run(() => display.Show(trainer.Epoch, (onProgress, onEpoch) => trainer.TrainUntil(
            examples.Dataset,
            epochs,
            test,
            onProgress,
            epoch =>
            {
                if (!options.IsFirst)
                    return;
                speed.Add(epoch);
                log.Add(epoch, examples.TokensPerExample);
                log.Save();
                var every = Math.Max(1, epochs / Excerpts);
                onEpoch(epoch, epoch.Epoch % every == 0 ? Line(translator, corpus.Scored[epoch.Epoch / every % corpus.Scored.Count]) : null);
            },
            cancellationToken)));

        if (!options.IsFirst)
            return "";
        network.Parameters.Save(options.Save);
        output.WriteLine($"weights: {options.Save}, log: {options.LogPath}");
        return speed.IsEmpty ? "" : $", {speed.ExamplesPerSecond * examples.TokensPerExample:0} tokens/s";
    }

    private static TrainerOptions TrainerOptionsOf(Options options, int examples)
    {
        var steps = (examples + options.Batch - 1) / options.Batch;
        return new TrainerOptions
        {
            BatchSize = options.Batch,
            Threads = options.Threads,
            Group = options.Group,
            Seed = options.Seed,
            ClipNorm = options.Clip,
            Schedule = LearningRateSchedule.Cosine((long)steps * options.EffectiveEpochs),
            ScheduleUnit = ScheduleUnit.Step,
            CheckpointPath = options.CheckpointPath,
        };
    }

    private static Examples ExamplesOf(Corpus corpus, IReadOnlyList<Pair> pairs) => Examples.Of(pairs, corpus, T.Info.Inputs[0].Size, T.Info.Inputs[1].Size);

    /// <summary>Writes some translations and, of the first, what was attended to; returns what was attended to in all of them.</summary>
    private static List<AttentionMap> Show(Translator<T> translator, Corpus corpus, TextWriter output)
    {
        var maps = new List<AttentionMap>();
        foreach (var pair in corpus.Scored.Take(Shown))
        {
            output.WriteLine(Line(translator, pair));
            if (AttentionMaps.Of(translator, translator.Translate(pair.Source), corpus) is { } map)
                maps.Add(map);
        }

        foreach (var line in maps.Take(1).SelectMany(ShadedMap.Lines))
            output.WriteLine(line);
        return maps;
    }

    /// <summary>A translation and, if it is another, the right one.</summary>
    private static string Line(Translator<T> translator, Pair pair)
    {
        var translation = translator.Translate(pair.Source).Text;
        return $"{pair.Source} -> {translation}{(translation == pair.Target ? "" : $" (right: {pair.Target})")}";
    }

    private static double Score(Translator<T> translator, Corpus corpus, CancellationToken cancellationToken) => corpus.Scored.Average(pair =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return corpus.Score(translator.Translate(pair.Source).Text, pair.Target);
    });
}
