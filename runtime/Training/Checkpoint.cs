using System.Collections.Immutable;
using System.Globalization;
using StaticNets.CompilerServices;

namespace StaticNets;

/// <summary>
/// A training's state as one safetensors file: the parameters under their own names, so that the file is also a file of weights; the
/// optimizer's state as <c>optimizer.{state}.{parameter}</c>; carried states as <c>recurrent_state.{name}</c>; the parameters of the best epoch as
/// <c>best_parameters.{parameter}</c> and averaged ones as <c>averaged_parameters.{parameter}</c>;
/// everything else as strings in <c>__metadata__</c>.
/// </summary>
internal static class Checkpoint
{
    private const string Version = "1";
    private const string VersionKey = "staticnets.checkpoint";
    private const string BestEpochKey = "best_epoch";
    private const string AverageStepsKey = "average_steps";
    private const string None = "none";

    public static void Save(
        string path,
        NetworkInfo network,
        ParameterSet parameters,
        Optimizer optimizer,
        RecurrentState? carried,
        BestEpoch? best,
        AveragedParameters? average,
        TrainerOptions options,
        in TrainingState state)
    {
        var layout = parameters.Layout;
        var tensors = ImmutableArray.CreateBuilder<SafetensorsTensor>();
        tensors.AddRange(ParameterFile.Counters(parameters));
        Add(parameters, "");
        for (var i = 0; i < optimizer.States.Length; i++)
            Add(optimizer.States[i], CheckpointNames.OptimizerPrefix(layout.NamesInFiles, optimizer.StateNames[i]));
        if (carried is not null)
            Add(carried.Tensors, CheckpointNames.StatePrefix(layout.NamesInFiles));
        if (best is { Epoch: > 0, Parameters: { } kept })
            Add(kept, CheckpointNames.BestPrefix(layout.NamesInFiles));
        if (average is not null)
            Add(average.Values, CheckpointNames.AveragePrefix(layout.NamesInFiles));

        var metadata = new Dictionary<string, string>(ParameterFile.Metadata(layout))
        {
            [VersionKey] = Version,
            ["network"] = network.Name,
            ["network_hash"] = network.Hash,
            ["optimizer"] = optimizer.Description,
            ["optimizer_steps"] = Text(optimizer.Steps),
            ["rate"] = Text(optimizer.Rate),
            ["seed"] = Text(state.Seed),
            ["epoch"] = Text(state.Epoch),
            ["step"] = Text(state.Step),
            ["position"] = Text(state.Position),
            ["examples"] = Text(state.Examples),
        };
        for (var i = 0; i < state.Losses.Length; i++)
        {
            ref readonly var loss = ref state.Losses[i];
            metadata[KeyOf("loss_sum", i)] = Text(loss.Sum);
            metadata[KeyOf("loss_count", i)] = Text(loss.Count);
            metadata[KeyOf("scored", i)] = Text(loss.Score.Count);
            metadata[KeyOf("correct", i)] = Text(loss.Score.Correct);
        }

        foreach (var setting in Settings(options))
            metadata[setting.Key] = setting.Value;
        if (best is { Epoch: > 0 })
        {
            metadata[BestEpochKey] = Text(best.Epoch);
            metadata["best_value"] = Text(best.Value);
            metadata["best_kept"] = OnOff(best.Parameters is not null);
        }

        if (average is not null)
            metadata[AverageStepsKey] = Text(average.Steps);
        Safetensors.Write(path, tensors.ToImmutable(), metadata);

        void Add(ParameterSet set, string prefix)
        {
            if (NonFiniteElement.Find(set) is { } found)
                throw new InvalidOperationException(
                    $"No checkpoint is written to {path}: {found.Text(prefix + found.Tensor.Name)} in the training of {network.Name}, "
                        + "which would not go on from there.");
            tensors.AddRange(set.Tensors(prefix));
        }
    }

    public static TrainingState Load(
        string path,
        NetworkInfo network,
        ParameterSet parameters,
        Optimizer optimizer,
        RecurrentState? carried,
        BestEpoch? best,
        AveragedParameters? average,
        TrainerOptions options,
        bool allowDifferences)
    {
        using var file = SafetensorsFile.Open(path);
        var metadata = new CheckpointMetadata(file);
        if (metadata.Optional(VersionKey) is not { } version)
            throw new InvalidDataException($"{path} is not a checkpoint of a training: it holds tensors alone. Load it as parameters instead.");
        if (version != Version)
            throw new InvalidDataException($"{path} is a checkpoint of version {FileText.Name(version)}, but this library reads version {Version}.");
        CheckNetwork(metadata, network);
        if (metadata.Text("optimizer") is var description && description != optimizer.Description)
            throw new InvalidDataException($"{path} holds the state of {FileText.Message(description)}, but this trainer has {optimizer.Description}.");
        if (!allowDifferences)
            CheckSettings(metadata, options);

        var state = new TrainingState
        {
            Seed = metadata.Number<ulong>("seed"),
            Epoch = metadata.Number<int>("epoch"),
            Step = metadata.Number<long>("step"),
            Position = metadata.Number<int>("position"),
            Examples = metadata.Number<int>("examples"),
            Losses = [.. network.Losses.Select((_, i) => LossOf(metadata, i))],
        };
        var optimizerSteps = metadata.Number<long>("optimizer_steps");
        if (state.Epoch < 0 || state.Step < 0 || optimizerSteps < 0 || state.Position < 0 || state.Position > state.Examples)
            throw new InvalidDataException(
                $"{path} is damaged: its place in the training (epoch {state.Epoch}, step {state.Step}, position {state.Position} of {state.Examples}) "
                    + "does not exist.");
        foreach (var loss in state.Losses)
        {
            if (!double.IsFinite(loss.Sum) || loss.Count is not (>= 0 and < double.PositiveInfinity)
                || loss.Score.Correct < 0 || loss.Score.Correct > loss.Score.Count)
            {
                throw new InvalidDataException(
                    $"{path} is damaged: its sums over the epoch (a loss of {loss.Sum} over {loss.Count}, {loss.Score.Correct} right of "
                        + $"{loss.Score.Count}) cannot be.");
            }
        }

        // All is read before anything is set: if a tensor is missing or not finite, nothing has changed.
        var layout = parameters.Layout;
        var (loaded, _) = ParameterFile.Read(layout, file, new ParameterFileOptions());
        var states = optimizer.StateNames.Select(name => ReadState(layout.Trained, CheckpointNames.OptimizerPrefix(layout.NamesInFiles, name))).ToArray();
        var restored = carried is not null && HoldsStates(metadata, carried.Count)
            ? ReadState(carried.Tensors.Layout, CheckpointNames.StatePrefix(layout.NamesInFiles))
            : null;
        var bestEpoch = best is not null && metadata.Optional(BestEpochKey) is not null ? metadata.Number<int>(BestEpochKey) : 0;
        var bestValue = bestEpoch > 0 ? metadata.Number<double>("best_value") : double.NaN;
        var kept = bestEpoch > 0 && best!.Parameters is not null && metadata.Text("best_kept") == OnOff(true)
            ? ReadParameters(CheckpointNames.BestPrefix(layout.NamesInFiles))
            : null;
        var averageSteps = average is not null && metadata.Optional(AverageStepsKey) is not null ? metadata.Number<long>(AverageStepsKey) : 0;
        var averaged = averageSteps > 0 ? ReadParameters(CheckpointNames.AveragePrefix(layout.NamesInFiles)) : null;
        if (bestEpoch < 0 || bestEpoch > state.Epoch || averageSteps < 0)
            throw new InvalidDataException($"{path} is damaged: its best epoch, {bestEpoch}, or its average over {averageSteps} steps cannot be.");

        parameters.CopyFrom(loaded);
        // A best epoch whose parameters were not kept is none to go back to.
        best?.Restore(best.Parameters is not null && kept is null ? 0 : bestEpoch, best.Parameters is not null && kept is null ? double.NaN : bestValue);
        if (kept is not null)
            best!.Parameters!.CopyFrom(kept);
        average?.Begin(averaged ?? loaded);
        average?.Restore(averageSteps);
        for (var i = 0; i < states.Length; i++)
            optimizer.States[i].CopyFrom(states[i]);
        carried?.Reset();
        if (restored is not null)
            carried!.Tensors.CopyFrom(restored);
        optimizer.Restore(optimizerSteps);
        return state;

        ParameterSet ReadParameters(string prefix) => ReadState(layout, prefix);

        // What a network's form means is said of its parameters alone.
        ParameterSet ReadState(ParameterLayout layout, string prefix) => ParameterFile.Read(
            layout, file, new ParameterFileOptions(Allow: LoadAllowances.UnstatedForm, Prefix: prefix, Contents: "the state")).Set;
    }

    private static LossTotal LossOf(CheckpointMetadata metadata, int index) => new()
    {
        Sum = metadata.Number<double>(KeyOf("loss_sum", index)),
        Count = metadata.Number<double>(KeyOf("loss_count", index)),
        Score =
        {
            Count = metadata.Number<long>(KeyOf("scored", index)),
            Correct = metadata.Number<long>(KeyOf("correct", index)),
        },
    };

    /// <summary>What the first loss has goes by the name alone.</summary>
    private static string KeyOf(string name, int loss) => loss == 0 ? name : $"{name}.{Text(loss)}";

    private static void CheckNetwork(CheckpointMetadata metadata, NetworkInfo network)
    {
        if (metadata.Text("network_hash") == network.Hash)
            return;
        var name = metadata.Text("network");
        throw new InvalidDataException(name == network.Name
            ? $"{metadata.Path} is a checkpoint of an earlier {name}, whose layers were declared otherwise."
            : $"{metadata.Path} is a checkpoint of {FileText.Name(name)}, but this trainer trains {network.Name}.");
    }

    private static void CheckSettings(CheckpointMetadata metadata, TrainerOptions options)
    {
        foreach (var (key, words, value, unsaid) in Settings(options))
        {
            if ((unsaid is null ? metadata.Text(key) : metadata.Optional(key) ?? unsaid) is var saved && saved != value)
            {
                throw new InvalidDataException(
                    $"{metadata.Path} was written with {words} {FileText.Name(saved)}, but here it is {value}: the training would not go on to the same "
                        + "bits. Allow differences to resume it all the same.");
            }
        }
    }

    /// <summary>Whether the states were written for as many sequences; if not, differences are allowed, or the settings would have been refused.</summary>
    private static bool HoldsStates(CheckpointMetadata metadata, int count)
        => metadata.Text("carry_state") == OnOff(true) && metadata.Text("batch_size") == Text(count);

    /// <summary>
    /// What changes the bits of a training without keeping it from going on; with what it is in checkpoints from before there was such a setting, or null.
    /// </summary>
    public static (string Key, string Words, string Value, string? Unsaid)[] Settings(TrainerOptions options) =>
    [
        ("vector_width", "vector width", Text(VectorWidth.Current), null),
        ("batch_size", "batch size", Text(options.BatchSize), null),
        ("accumulate_batches", "batches added up for a step", Text(options.AccumulateBatches), Text(1)),
        ("shuffle", "shuffling", OnOff(options.Shuffle), null),
        ("drop_last", "dropping of incomplete batches", OnOff(options.DropLast), null),
        ("carry_state", "carrying of states", OnOff(options.CarryState), null),
        ("clip_norm", "largest gradient norm", options.ClipNorm is { } norm ? Text(norm) : None, null),
        ("average_decay", "decay of the average", options.AverageDecay is { } decay ? Text(decay) : None, None),
        ("class_weights", "class weights", ClassWeights(options), None),
    ];

    private static string ClassWeights(TrainerOptions options)
    {
        var lists = (options.ClassWeightsByLoss ?? new Dictionary<string, IReadOnlyList<float>>()).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}: {List(entry.Value)}");
        var all = string.Join("; ", options.ClassWeights is { } only ? lists.Prepend(List(only)) : lists);
        return all.Length == 0 ? None : all;

        static string List(IReadOnlyList<float> weights) => string.Join(", ", weights.Select(Text));
    }

    private static string OnOff(bool value) => value ? "on" : "off";

    private static string Text<TNumber>(TNumber value)
        where TNumber : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
