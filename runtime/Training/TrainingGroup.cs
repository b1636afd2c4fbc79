using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using StaticNets.CompilerServices;
using StaticNets.Data;

namespace StaticNets;

/// <summary>What a trainer agrees on with those of the other processes of its group, between steps.</summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class TrainingGroup<T>
    where T : class, INetwork<T>
{
    private readonly ProcessGroup _group;
    private readonly GroupAgreement _agreement;
    private readonly T _network;
    private readonly Optimizer _optimizer;
    private readonly RecurrentState? _carried;
    private readonly BestEpoch? _best;
    private readonly AveragedParameters? _average;
    private readonly TrainerOptions _options;

    public TrainingGroup(
        ProcessGroup group, T network, Optimizer optimizer, RecurrentState? carried, BestEpoch? best, AveragedParameters? average, TrainerOptions options)
    {
        (_group, _network, _optimizer, _carried, _best, _average, _options) = (group, network, optimizer, carried, best, average, options);
        _agreement = new GroupAgreement(group);
    }

    /// <summary>Compares all that decides over bits, before the first step of a call.</summary>
    /// <param name="state">The place in the training.</param>
    /// <param name="epochs">The epochs in all.</param>
    /// <param name="training">The examples of the first epoch; null if it cannot be said.</param>
    /// <param name="test">The examples to test on, or null.</param>
    /// <param name="failure">What is wrong with them here, or null.</param>
    /// <exception cref="ProcessGroupException">Something differs or is wrong elsewhere.</exception>
    public void Begin(in TrainingState state, int epochs, int? training, Dataset? test, Exception? failure)
    {
        List<GroupFact> facts =
        [
            new("the network", $"{T.Info.Name} ({T.Info.Hash})"),
            new($"the build of {T.Info.Name}'s assembly", Build(typeof(T))),
            new("the build of StaticNets", Build(typeof(ProcessGroup))),
            new("the processor", $"{RuntimeInformation.ProcessArchitecture}{(Fma.IsSupported ? " with FMA" : "")}"),
            .. Checkpoint.Settings(_options).Select(setting => new GroupFact($"the {setting.Words}", setting.Value)),
            new("the unit of the schedule", $"{_options.ScheduleUnit}"),
            new("the counting of accuracy", $"{_options.Accuracy}"),
            new("the patience", _options.Patience is { } patience ? Text(patience) : "none"),
            new("the keeping of the best epoch", $"{_options.KeepBest}"),
            new("what epochs are compared by", $"{_options.Monitor}"),
            new("the least improvement", Text(_options.MinimumImprovement)),
            new("the optimizer", _optimizer.Description),
            new("the learning rate", Text(_optimizer.Rate)),
            new("the optimizer's number of steps", Text(_optimizer.Steps)),
            new("the seed", Text(state.Seed)),
            new("the number of epochs", Text(epochs)),
            new("the number of training examples", training is { } count ? Text(count) : "not known"),
            new("the number of test examples", test is null ? "none" : Text(test.Count)),
            new("the place in the training", string.Create(
                CultureInfo.InvariantCulture, $"epoch {state.Epoch + 1}, example {state.Position}, step {state.Step}")),
            .. Values(),
        ];
        if (training is null && failure is not null)
            facts.RemoveAll(fact => fact.Name == "the number of training examples");
        _agreement.Compare(facts, failure);
    }

    /// <summary>Compares the number of examples of a further epoch.</summary>
    public void BeginEpoch(int? training, Exception? failure) =>
        _agreement.Compare(training is { } count ? [new GroupFact("the number of training examples", Text(count))] : [], failure);

    /// <summary>Compares the values that a training has led to.</summary>
    /// <exception cref="ProcessGroupException">They are no longer the same; the message names the first tensor that differs.</exception>
    public void CheckValues()
    {
        try
        {
            _agreement.Compare(Values());
        }
        catch (ProcessGroupException)
        {
            _agreement.Compare([.. Tensors(_network.Parameters, "parameter "), .. States().SelectMany(state => Tensors(state.Set, $"{state.Name} of "))]);
            throw;
        }
    }

    /// <summary>Loads a checkpoint on the first process, and gives all what it holds: the others need not have the file.</summary>
    /// <param name="load">Loads it.</param>
    /// <exception cref="ProcessGroupException">The first process could not load it.</exception>
    /// <exception cref="Exception">On the first process: why.</exception>
    public TrainingState Resume(Func<TrainingState> load)
    {
        var state = default(TrainingState);
        Exception? failure = null;
        try
        {
            if (_group.IsFirst)
                state = load();
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        _agreement.Compare([], failure);
        var place = (Steps: _optimizer.Steps, BestEpoch: _best?.Epoch ?? 0, BestValue: _best?.Value ?? double.NaN, Averaged: _average?.Steps ?? 0);
        var at = (state.Seed, state.Epoch, state.Step, state.Position, state.Examples);
        var losses = state.Losses ?? new LossTotal[T.Info.Losses.Length];
        _group.Broadcast(MemoryMarshal.AsBytes(new Span<(ulong, int, long, int, int)>(ref at)));
        _group.Broadcast(MemoryMarshal.AsBytes(losses.AsSpan()));
        _group.Broadcast(MemoryMarshal.AsBytes(new Span<(long, int, double, long)>(ref place)));
        _group.Broadcast(_network.Parameters.Values);
        foreach (var tensors in _optimizer.States)
            _group.Broadcast(tensors.Values);
        if (_carried is not null)
            _group.Broadcast(_carried.Values);
        if (_best?.Parameters is { } best)
            _group.Broadcast(best.Values);
        if (_average is not null)
            _group.Broadcast(_average.Values.Values);
        _optimizer.Restore(place.Steps);
        _best?.Restore(place.BestEpoch, place.BestValue);
        _average?.Restore(place.Averaged);
        return new TrainingState { Seed = at.Seed, Epoch = at.Epoch, Step = at.Step, Position = at.Position, Examples = at.Examples, Losses = losses };
    }

    /// <summary>The share of an epoch that this process computes.</summary>
    /// <param name="data">The data.</param>
    /// <param name="state">The place in the training.</param>
    public Dataset ShareOf(ShardedData data, in TrainingState state)
    {
        var count = data.CountOf(state.Seed, state.Epoch);
        var order = new int[count];
        Shuffle.FillOrder(order, _options.Shuffle, state.Seed, state.Epoch);
        var layout = _network.Parameters.Layout;
        var shares = new ChunkShares(_group.Rank, _group.Size, Chunks.CountOf(Math.Min(_options.BatchSize, Math.Max(1, count)), layout));
        var rows = new List<int>();
        for (var position = state.Position; position < count; position += _options.BatchSize)
        {
            var batch = Math.Min(_options.BatchSize, count - position);
            shares.Begin(Chunks.CountOf(batch, layout));
            var (first, own) = shares.ExamplesOf(batch);
            rows.AddRange(order.AsSpan(position + first, own));
        }

        return data.ForEpoch(state.Seed, state.Epoch, count, CollectionsMarshal.AsSpan(rows));
    }

    private IEnumerable<(string Name, ParameterSet Set)> States()
    {
        for (var i = 0; i < _optimizer.States.Length; i++)
            yield return (_optimizer.StateNames[i], _optimizer.States[i]);
        if (_carried is not null)
            yield return ("the carried state", _carried.Tensors);
    }

    private List<GroupFact> Values() =>
    [
        new("the hash of the parameters", Hash(_network.Parameters.Values)),
        .. States().Select(state => new GroupFact($"the hash of {state.Name}", Hash(state.Set.Values))),
    ];

    private static IEnumerable<GroupFact> Tensors(ParameterSet set, string prefix) =>
        set.Layout.Entries.Select(entry => new GroupFact($"the hash of {prefix}{entry.Name}", Hash(set[entry.Name])));

    private static string Hash(ReadOnlySpan<float> values) => BitHash.Of(values).ToString("x16", CultureInfo.InvariantCulture);

    private static string Build(Type type) => type.Module.ModuleVersionId.ToString();

    private static string Text<TNumber>(TNumber value)
        where TNumber : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
