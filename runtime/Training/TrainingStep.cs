using StaticNets.CompilerServices;
using StaticNets.Data;

namespace StaticNets;

/// <summary>
/// One training step on a team of threads, in three parts with a wait between them: the chunks of the batch, each with its own gradient;
/// the sum of the gradients, by ranges of parameters, with its norm; and the update, by ranges. Whether all that the update will write is finite is known
/// before its first range: by the largest magnitudes, which the sums give on the way, or, where these are too large to tell, by a look at the results.
/// Nothing but the batch decides how it is cut and added up, so the result has the same bits on any number of threads, and of processes that share its
/// chunks. Where a step takes several batches, the first part is done for each of them, and the sums of those before the last are kept.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class TrainingStep<T>
    where T : class, INetwork<T>
{
    // What goes with a chunk's gradient to other processes, for each loss: what it is, and how many predictions were counted and right.
    private const int FiguresOfLoss = 3;

    private readonly T _network;
    private readonly Optimizer _optimizer;
    private readonly WorkerTeam _team;
    private readonly RecurrentState? _carried;
    private readonly RecurrentState? _carriedBefore;
    private readonly Scoring[] _scorings;
    private readonly bool _scores;
    private readonly ulong _seed;
    private readonly double? _clipNorm;
    private readonly StepExchange? _exchange;
    private readonly ChunkShares _shares;
    private readonly LossCounter<T> _counter;
    private readonly GradientTree<T> _tree;
    private readonly ExampleBuffer[] _buffers;
    private readonly ParameterSet[] _gradients;
    private readonly ChunkMemory[] _memories;

    // Of each chunk, one after another.
    private readonly double[] _chunkMeans;
    private readonly Tally[] _chunkScores;

    // Of each loss.
    private readonly float[][] _classWeights;
    private readonly double[] _means;
    private readonly double[] _counts;
    private readonly double[] _denominators;
    private readonly LossTotal[] _losses;
    private readonly double[] _squares;
    private readonly Magnitudes[] _magnitudes;
    private readonly bool[] _finite;
    private readonly int _tiles;
    private readonly int _batchSize;
    private readonly BatchSums? _kept;
    private readonly ChunkWork _chunkWork;
    private readonly SumWork _sumWork;
    private readonly LookWork _lookWork;
    private readonly UpdateWork _updateWork;

    // The epoch under way.
    private Dataset _dataset;
    private int[] _order;

    // The step under way, and its batch.
    private int _stepFirst;
    private int _stepCount;
    private int _first;
    private int _count;
    private int _region;
    private long _step;
    private float _gradientScale;

    /// <summary>Makes everything that steps need, so that they allocate nothing.</summary>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="team">The threads.</param>
    /// <param name="dataset">The examples.</param>
    /// <param name="order">The order in which they are taken; its contents may change between steps.</param>
    /// <param name="carried">The state that goes on from batch to batch; null if every example starts at 0.</param>
    /// <param name="options">Batch size, seed, clipping and accuracy.</param>
    /// <param name="seed">The seed, which is that of a resumed checkpoint rather than the options'.</param>
    public TrainingStep(
        T network, Optimizer optimizer, WorkerTeam team, Dataset dataset, int[] order, RecurrentState? carried, TrainerOptions options, ulong seed)
    {
        (_network, _optimizer, _team, _dataset, _order) = (network, optimizer, team, dataset, order);
        (_seed, _clipNorm) = (seed, options.ClipNorm);
        (_carried, _carriedBefore) = (carried, carried is null ? null : new CarriedState(T.Info, carried.Count));
        _scorings = Scoring.OfAll(T.Info);
        _scores = options.Accuracy && _scorings.Any(scoring => scoring.Applies);

        _batchSize = options.BatchSize;
        var batch = Math.Min(options.BatchSize, dataset.Count);
        var chunks = Chunks.CountOf(batch, network.Parameters.Layout);
        LargestChunk = Chunks.LargestOf(batch, network.Parameters.Layout);
        _classWeights = options.ClassWeightsOf(T.Info);
        _counter = new LossCounter<T>(dataset, Math.Min(options.StepSize, dataset.Count), _classWeights);
        var losses = _scorings.Length;
        if (options.Group is { Size: > 1 } group)
        {
            _exchange = new StepExchange(
                group, network.Parameters.Layout, T.Info.Borders.AsSpan(), batch, chunks, carried, FiguresOfLoss * losses);
        }

        _shares = _exchange?.Shares ?? new ChunkShares(0, 1, chunks);
        var ownChunks = (chunks + _shares.Size - 1) / _shares.Size;
        _tree = new GradientTree<T>(chunks, team.Threads, _shares);
        (_chunkMeans, _chunkScores) = (new double[chunks * losses], new Tally[chunks * losses]);
        (_means, _counts, _denominators, _losses) = (new double[losses], new double[losses], new double[losses], new LossTotal[losses]);

        // Made here rather than by the threads, so that no later step allocates when a thread gets its first chunk.
        // A chunk that stops at borders needs its examples until the last of them.
        _buffers = new ExampleBuffer[T.Info.TrainsOnWholeBatches ? ownChunks : team.Threads];
        for (var buffer = 0; buffer < _buffers.Length; buffer++)
            _buffers[buffer] = NewBuffer(LargestChunk);
        _gradients = new ParameterSet[chunks];
        _memories = new ChunkMemory[T.Info.TrainsOnWholeBatches ? chunks : 0];
        for (var chunk = 0; chunk < _memories.Length; chunk++)
            _memories[chunk] = new ChunkMemory();

        _tiles = (network.Parameters.Trained.Length + GradientNorm.Segment - 1) / GradientNorm.Segment;
        _squares = new double[_tiles];
        _magnitudes = new Magnitudes[_tiles];
        _finite = new bool[_tiles];
        _kept = options.AccumulateBatches > 1 ? new BatchSums(T.NewGradients(), options.AccumulateBatches) : null;
        (_chunkWork, _sumWork, _lookWork, _updateWork) = (new ChunkWork(this), new SumWork(this), new LookWork(this), new UpdateWork(this));
    }

    private int LargestChunk { get; }

    /// <summary>Takes the examples of another epoch.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="order">The order in which they are taken.</param>
    /// <returns>Whether the room that was made is right for them; nothing has changed if not.</returns>
    public bool TryTake(Dataset dataset, int[] order)
    {
        if (dataset.Count != _dataset.Count || dataset.LossTargets.Length != _dataset.LossTargets.Length)
            return false;
        for (var i = 0; i < dataset.LossTargets.Length; i++)
        {
            var (one, other) = (dataset.LossTargets[i], _dataset.LossTargets[i]);
            if (one.Width != other.Width || (one.Labels is null) != (other.Labels is null))
                return false;
        }

        (_dataset, _order) = (dataset, order);
        return true;
    }

    /// <summary>Trains on the examples from position <paramref name="first"/> of the order on.</summary>
    /// <param name="step">The step, from 0; dropout is keyed by it.</param>
    /// <param name="first">Position of the first example in the order.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="stops">Whether this process of a group was asked to end the training before this step.</param>
    /// <exception cref="NonFiniteLossException">Loss or gradient are not finite, or what the update would make is not; nothing was updated.</exception>
    /// <exception cref="OperationCanceledException">A process of the group was asked to end the training; the step has not happened on any.</exception>
    /// <exception cref="ProcessGroupException">Another process of the group has failed, or has another learning rate; the step has not happened on
    /// any.</exception>
    public StepResult Run(long step, int first, int count, double rate, bool stops)
    {
        if (_carried is null)
            return RunOnce(step, first, count, rate, stops);
        _carriedBefore!.CopyFrom(_carried);
        try
        {
            return RunOnce(step, first, count, rate, stops);
        }
        catch
        {
            // The state is updated while the batch runs; a step that fails must not have happened.
            RestoreState();
            throw;
        }
    }

    private StepResult RunOnce(long step, int first, int count, double rate, bool stops)
    {
        (_step, _stepFirst, _stepCount) = (step, first, count);
        CountLosses();
        // A batch whose labels are all ignored has nothing to learn from, and its mean loss is NaN; 0 would stand for a batch that counts for itself.
        for (var i = 0; i < _counts.Length; i++)
            _denominators[i] = _counts[i] == 0 ? 1 : _counts[i];
        Array.Clear(_means);
        Array.Clear(_losses);
        _kept?.Begin();
        var loss = 0.0;
        for (var done = 0; done < count; done += _count)
        {
            if (done > 0)
                KeepBatch(step, loss);
            (_first, _count) = (first + done, Math.Min(_batchSize, count - done));
            RunBatch(rate, stops && done == 0);
            loss = AddUpLosses();
            if (!double.IsFinite(loss))
                throw new NonFiniteLossException(step + 1, NonFiniteKind.Loss, FindOrigin(), loss);
        }

        SumLosses();
        _optimizer.BeginStep(_network.Parameters.Layout, rate);
        _team.Run(_sumWork, _tiles);
        var norm = Norm();
        var magnitudes = default(Magnitudes);
        foreach (ref readonly var tile in _magnitudes.AsSpan())
            magnitudes = magnitudes.With(in tile);
        if (!double.IsFinite(magnitudes.Gradient))
            throw new NonFiniteLossException(step + 1, NonFiniteKind.Gradient, FindOrigin(), loss);
        if (Buffers.FindNonFinite(_tree.Total) is { } buffer)
            throw new NonFiniteLossException(step + 1, NonFiniteKind.Update, $"the batch's {buffer}", loss);

        _gradientScale = _clipNorm is { } maximum ? GradientNorm.Scale(norm, maximum) : 1;
        if (!_optimizer.IsSafe(in magnitudes, _gradientScale))
            Look(step, loss);
        _team.Run(_updateWork, _tiles);
        _kept?.MoveBuffers(_network.Parameters, _tree.Total);
        _optimizer.EndStep(_network.Parameters, _tree.Total);
        return new StepResult(Array.TrueForAll(_counts, counted => counted == 0) ? double.NaN : loss, _means, _losses, norm);
    }

    /// <summary>What the step's losses divide by, where examples are not ignored.</summary>
    private void CountLosses()
    {
        if (!_dataset.IsShare)
        {
            _counter.Count(_dataset, _order.AsSpan(_stepFirst, _stepCount), _counts);
            return;
        }

        Array.Clear(_counts);
        for (var done = 0; done < _stepCount; done += _batchSize)
        {
            var batch = Math.Min(_batchSize, _stepCount - done);
            _shares.Begin(Chunks.CountOf(batch, _network.Parameters.Layout));
            var (first, count) = _shares.ExamplesOf(batch);
            _counter.Count(_dataset, _order.AsSpan(_stepFirst + done + first, count), _means);
            for (var i = 0; i < _counts.Length; i++)
                _counts[i] += _means[i];
        }

        _exchange!.Sum(_counts);
    }

    /// <summary>Computes the gradient of a batch, up to its last sum.</summary>
    private void RunBatch(double rate, bool stops)
    {
        var chunks = Chunks.CountOf(_count, _network.Parameters.Layout);
        if (_exchange is null)
            _shares.Begin(chunks);
        else
            _exchange.Begin(_count, chunks, stops);
        _tree.Begin();
        for (_region = 0; _region <= T.Info.Borders.Length; _region++)
        {
            RunChunks();
            if (_region < T.Info.Borders.Length)
                Meet(T.Info.Borders[_region]);
        }

        if (_exchange is not null)
            Exchange(_exchange, rate);
    }

    /// <summary>Adds what the batch's chunks have of each loss to what batches before it have, and gives the weighted sum.</summary>
    private double AddUpLosses()
    {
        var sum = 0.0;
        for (var i = 0; i < _losses.Length; i++)
        {
            for (var chunk = 0; chunk < _shares.Chunks; chunk++)
            {
                _means[i] += _chunkMeans[chunk * _losses.Length + i];
                _losses[i].Score.Add(in _chunkScores[chunk * _losses.Length + i]);
            }

            sum += T.Info.Losses[i].Weight * _means[i];
        }

        return sum;
    }

    /// <summary>What the step adds to the losses of the epoch, once all its batches are in.</summary>
    private void SumLosses()
    {
        for (var i = 0; i < _losses.Length; i++)
        {
            (_losses[i].Sum, _losses[i].Count) = (_counts[i] == 0 ? 0 : _means[i] * _counts[i], _counts[i]);
            if (_counts[i] == 0)
                _means[i] = double.NaN;
        }
    }

    /// <summary>Puts the gradient of a batch aside that is not the step's last.</summary>
    private void KeepBatch(long step, double loss)
    {
        if (Buffers.FindNonFinite(_tree.Total) is { } buffer)
            throw new NonFiniteLossException(step + 1, NonFiniteKind.Update, $"the batch's {buffer}", loss);
        if (_exchange is { GathersGradients: true } exchange)
            exchange.AddUp(0, _tree.Total.Trained);
        _kept!.Add(_tree.Total, _exchange is null ? _tree.Rest : null);
    }

    private void RunChunks()
    {
        if (_exchange is null)
        {
            _team.Run(_chunkWork, _shares.Count);
            return;
        }

        // Other processes wait for what goes wrong here as for anything else.
        if (_exchange.Failure is not null || _exchange.Stops)
            return;
        try
        {
            _team.Run(_chunkWork, _shares.Count);
        }
        catch (Exception failure)
        {
            _exchange.Failure = failure;
        }
    }

    private void Meet(CompilerServices.BatchBorder border)
    {
        if (_exchange is null)
            border.Meet(_gradients.AsSpan(0, _shares.Chunks));
        else
            _exchange.Meet(border, _gradients);
    }

    /// <summary>Completes losses, scores, states and gradients by those of the other processes.</summary>
    private void Exchange(StepExchange exchange, double rate)
    {
        for (var chunk = _shares.First; chunk < _shares.End; chunk++)
        {
            var figures = exchange.FiguresOf(chunk);
            for (var i = 0; i < _losses.Length; i++)
            {
                var at = chunk * _losses.Length + i;
                var figure = figures.Slice(i * FiguresOfLoss, FiguresOfLoss);
                (figure[0], figure[1], figure[2]) = (_chunkMeans[at], _chunkScores[at].Count, _chunkScores[at].Correct);
            }
        }

        exchange.Complete(_tree, rate);
        for (var chunk = 0; chunk < _shares.Chunks; chunk++)
        {
            var figures = exchange.FiguresOf(chunk);
            for (var i = 0; i < _losses.Length; i++)
            {
                var at = chunk * _losses.Length + i;
                var figure = figures.Slice(i * FiguresOfLoss, FiguresOfLoss);
                (_chunkMeans[at], _chunkScores[at].Count, _chunkScores[at].Correct) = (figure[0], (long)figure[1], (long)figure[2]);
            }
        }
    }

    /// <summary>Computes what the update will write, without writing it.</summary>
    private void Look(long step, double loss)
    {
        _team.Run(_lookWork, _tiles);
        if (Array.IndexOf(_finite, false) < 0)
            return;
        var origin = NonFiniteSearch<T>.FindBefore(_network, _optimizer) ?? _optimizer.FindNonFinite(_network.Parameters, _tree.Total, _gradientScale);
        throw new NonFiniteLossException(step + 1, NonFiniteKind.Update, origin, loss);
    }

    private double Norm()
    {
        if (_clipNorm is null)
            return double.NaN;
        var sum = 0.0;
        foreach (var squares in _squares)
            sum += squares;
        return Math.Sqrt(sum);
    }

    private string FindOrigin()
    {
        RestoreState();
        var whole = T.Info.TrainsOnWholeBatches;
        var search = new NonFiniteSearch<T>(_network, _dataset, NewBuffer(whole ? Math.Min(_batchSize, _stepCount) : LargestChunk), _carried);
        for (var done = 0; done < _stepCount; done += _batchSize)
        {
            var rows = _order.AsSpan(_stepFirst + done, Math.Min(_batchSize, _stepCount - done));
            _shares.Begin(Chunks.CountOf(rows.Length, _network.Parameters.Layout));
            var chunks = whole ? 1 : _shares.Chunks;
            var (first, end) = whole ? (0, 1) : (_shares.First, _shares.End);
            var found = whole && _dataset.IsShare
                ? null
                : search.Find(rows, done, chunks, first, end, _seed, _step, _denominators, _classWeights);
            if (_exchange is not null)
                found = _exchange.FirstFound(found);
            if (found is not null)
                return found;
        }

        return "the sum of gradients over the batch";
    }

    private void RestoreState()
    {
        if (_carriedBefore is not null)
            _carried!.CopyFrom(_carriedBefore);
    }

    private ExampleBuffer NewBuffer(int capacity) => new(T.Info, _dataset, capacity, _scores, "the training dataset");

    private (int First, int Length) Tile(int tile)
    {
        var first = tile * GradientNorm.Segment;
        return (first, Math.Min(GradientNorm.Segment, _tree.Total.Trained.Length - first));
    }

    /// <summary>Loss and gradient of one chunk, added to what is complete.</summary>
    private sealed class ChunkWork(TrainingStep<T> owner) : IWork
    {
        public void Execute(int item, int worker)
        {
            var chunk = owner._shares.First + item;
            var (first, count) = Chunks.RangeOf(owner._count, owner._shares.Chunks, chunk);
            var stops = T.Info.TrainsOnWholeBatches;
            var buffer = owner._buffers[stops ? item : worker];
            BatchChain chain = default;
            var batch = owner._region == 0
                ? buffer.Load(owner._dataset, owner._order.AsSpan(owner._first + first, count), ref chain)
                : buffer.Describe(owner._dataset, count, ref chain);
            batch.FirstExample = owner._first - owner._stepFirst + first;
            var losses = owner._losses.Length;
            for (var i = 0; i < losses; i++)
            {
                batch.SetDenominator(i, owner._denominators[i]);
                batch.SetClassWeights(i, owner._classWeights[i]);
            }

            batch.Seed = owner._seed;
            batch.Step = owner._step;
            batch.State = owner._carried;
            batch.FirstSequence = first;
            if (owner._region == 0)
                owner._gradients[chunk] = owner._tree.Rent(chunk);
            batch.Gradients = owner._gradients[chunk];
            batch.Region = owner._region;
            batch.Memory = stops ? owner._memories[chunk] : null;
            LossRun<T>.Run(owner._network, ref batch, owner._chunkMeans.AsSpan(chunk * losses, losses));
            if (owner._region < T.Info.Borders.Length)
                return;
            for (var i = 0; i < losses; i++)
            {
                var scoring = owner._scorings[i];
                owner._chunkScores[chunk * losses + i] = owner._scores && scoring.Applies ? scoring.Compare(in batch, default, default) : default;
            }

            owner._tree.Add(chunk, owner._gradients[chunk]);
        }
    }

    /// <summary>The last sum of a range of the gradient, and the largest magnitudes in the range.</summary>
    private sealed class SumWork(TrainingStep<T> owner) : IWork
    {
        public void Execute(int item, int worker)
        {
            var (first, length) = owner.Tile(item);
            var total = owner._tree.Total.Trained.Slice(first, length);
            if (owner._exchange is { GathersGradients: true } exchange)
                exchange.AddUp(first, total);
            else if (owner._exchange is null && owner._tree.Rest is { } rest)
                Chunks.Add(rest.Trained.Slice(first, length), total);
            owner._kept?.AddTo(total, first);

            double largest;
            if (owner._clipNorm is null)
            {
                largest = NonFinite.LargestMagnitude(total);
            }
            else
            {
                // No value is larger than the norm.
                owner._squares[item] = GradientNorm.SumOfSquares(total);
                largest = Math.Sqrt(owner._squares[item]);
            }

            owner._magnitudes[item] = owner._optimizer.Measure(owner._network.Parameters, first, length) with { Gradient = largest };
        }
    }

    /// <summary>Whether the update of a range of the parameters would leave it finite.</summary>
    private sealed class LookWork(TrainingStep<T> owner) : IWork
    {
        public void Execute(int item, int worker)
        {
            var (first, length) = owner.Tile(item);
            owner._finite[item] = owner._optimizer.StaysFinite(owner._network.Parameters, owner._tree.Total, first, length, owner._gradientScale);
        }
    }

    /// <summary>The update of a range of the parameters.</summary>
    private sealed class UpdateWork(TrainingStep<T> owner) : IWork
    {
        public void Execute(int item, int worker)
        {
            var (first, length) = owner.Tile(item);
            owner._optimizer.Update(owner._network.Parameters, owner._tree.Total, first, length, owner._gradientScale);
        }
    }
}
