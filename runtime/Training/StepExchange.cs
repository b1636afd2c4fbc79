using System.Runtime.InteropServices;
using StaticNets.CompilerServices;

namespace StaticNets;

/// <summary>
/// What the processes of a group send each other in a training step: sums of gradients and what goes with them, and at the borders of a batch
/// (<see cref="BatchBorder"/>) sums over the examples. A small network's step is one gathering; large gradients go by segments, each added up by one process.
/// With everything goes whether a process wants to stop or has failed, so that all give the step up together.
/// </summary>
internal sealed class StepExchange
{
    /// <summary>
    /// All gradients may be gathered everywhere if that is at most so many floats on each process: a second exchange costs a network's latency once more, 2^18
    /// floats a millisecond at 10 Gbit/s.
    /// </summary>
    private const int MostGathered = 1 << 18;

    /// <summary>Floats of a gradient that are exchanged at a time, about: buffers need not be as large as networks.</summary>
    private const int PieceFloats = 1 << 22;

    // In front of what a process sends stands what it is about, and in front of the figures of its chunks its learning rate.
    private const int HeadFloats = 2;
    private const int FloatsOfDouble = sizeof(double) / sizeof(float);

    private readonly GroupAgreement _agreement;
    private readonly ProcessGroup _group;
    private readonly RecurrentState? _carried;
    private readonly int _figuresEach;
    private readonly int _gradientFloats;
    private readonly int[] _statistics;
    private readonly double[] _figures;
    private readonly int _segment;
    private readonly AlignedFloats _sent;
    private readonly AlignedFloats _received;
    private double[] _summands = [];
    private int _count;
    private int _each;
    private int _statisticsAt;
    private int _gradientsAt;

    /// <summary>Makes the buffers.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="layout">The network's parameters.</param>
    /// <param name="borders">Where batches meet.</param>
    /// <param name="batch">The most examples of a batch.</param>
    /// <param name="chunks">The most chunks of a batch.</param>
    /// <param name="carried">The state that goes on from batch to batch, or null.</param>
    /// <param name="figuresEach">The numbers that go with each chunk's gradient.</param>
    public StepExchange(
        ProcessGroup group, ParameterLayout layout, ReadOnlySpan<BatchBorder> borders, int batch, int chunks, RecurrentState? carried, int figuresEach)
    {
        (_group, _carried, _figuresEach) = (group, carried, figuresEach);
        _agreement = new GroupAgreement(group);
        Shares = new ChunkShares(group.Rank, group.Size, chunks);
        _statistics = StatisticsOf(layout);
        _figures = new double[chunks * figuresEach];
        _gradientFloats = layout.TrainedLength;
        var (sums, each) = (0, 0);
        for (var examples = BlockRunner.BlockExamples; examples < batch + BlockRunner.BlockExamples; examples += BlockRunner.BlockExamples)
        {
            _count = Math.Min(examples, batch);
            Shares.Begin(Chunks.CountOf(_count, layout));
            sums = Math.Max(sums, Shares.MostSums);
            each = Math.Max(each, checked(FiguresFloats + _statistics.Length + StateFloats));
        }

        GathersGradients = (long)_gradientFloats * sums * group.Size <= MostGathered;
        _segment = (int)((Math.Min(_gradientFloats, (long)PieceFloats) + group.Size - 1) / group.Size);
        each += HeadFloats + (GathersGradients ? sums * _gradientFloats : 0);
        foreach (var border in borders)
            each = Math.Max(each, HeadFloats + sums * border.Length);
        var segments = GathersGradients ? 0 : checked(sums * _segment * group.Size);
        (_sent, _received) = (new AlignedFloats(Math.Max(each, segments)), new AlignedFloats(Math.Max(checked(each * group.Size), segments)));
    }

    /// <summary>How the batch's chunks are shared out.</summary>
    public ChunkShares Shares { get; }

    /// <summary>Whether all gradients are gathered on all processes; if not, the total is there once <see cref="Complete"/> returns.</summary>
    public bool GathersGradients { get; }

    /// <summary>What has failed on this process in the step under way; null if nothing has.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether this process was asked to end the training before the step under way.</summary>
    public bool Stops { get; private set; }

    /// <summary>Starts a step.</summary>
    /// <param name="count">The examples of the batch.</param>
    /// <param name="chunks">Its chunks.</param>
    /// <param name="stops">Whether this process was asked to end the training before it.</param>
    public void Begin(int count, int chunks, bool stops)
    {
        (_count, Failure, Stops) = (count, null, stops);
        Shares.Begin(chunks);
    }

    /// <summary>The numbers that go with a chunk's gradient: to be filled for this process's chunks, and complete behind <see cref="Complete"/>.</summary>
    public Span<double> FiguresOf(int chunk) => _figures.AsSpan(chunk * _figuresEach, _figuresEach);

    /// <summary>Numbers that each process has for its own chunks, added up over all in the order of the processes.</summary>
    /// <param name="values">Those of this process; receives the sums.</param>
    public void Sum(Span<double> values)
    {
        if (_summands.Length != values.Length * _group.Size)
            _summands = new double[values.Length * _group.Size];
        _group.Gather(values, _summands);
        values.Clear();
        for (var i = 0; i < _summands.Length; i++)
            values[i % values.Length] += _summands[i];
    }

    /// <summary>Adds up the chunks of all processes at a border, in the order in which one process does, and gives each chunk the result.</summary>
    /// <param name="border">The border.</param>
    /// <param name="gradients">The gradients of each chunk; those of other processes are not looked at.</param>
    /// <exception cref="OperationCanceledException">A process wants to stop.</exception>
    /// <exception cref="Exception">A process has failed.</exception>
    public void Meet(BatchBorder border, ReadOnlySpan<ParameterSet> gradients)
    {
        var (first, length) = (border.First, border.Length);
        var each = HeadFloats + Shares.MostSums * length;
        var sent = _sent.Span[..each];
        sent[0] = (float)Outcome;
        if (Outcome == StepOutcome.Done)
        {
            for (var span = 1; span < Shares.Chunks; span *= 2)
            {
                var left = (Shares.First + 2 * span - 1) / (2 * span) * (2 * span);
                for (; left + span < Shares.Chunks && Shares.Has(left, 2 * span); left += 2 * span)
                    Chunks.Add(Sums(gradients, left + span), Sums(gradients, left));
            }

            for (var sum = 0; sum < Shares.OwnSums.Length; sum++)
                Sums(gradients, Shares.OwnSums[sum]).CopyTo(sent[(HeadFloats + sum * length)..]);
        }

        var received = _received.Span[..(each * _group.Size)];
        _group.Gather(sent, received);
        GiveUpUnlessDone(received, each);
        foreach (var (left, right) in Shares.Additions)
            Chunks.Add(At(received, right), At(received, left));
        for (var chunk = Shares.First; chunk < Shares.End; chunk++)
            At(received, 0).CopyTo(Sums(gradients, chunk));

        Span<float> Sums(ReadOnlySpan<ParameterSet> gradients, int chunk) => gradients[chunk].WithBatchSums.Slice(first, length);

        Span<float> At(Span<float> received, int place) =>
            received.Slice(place / Shares.MostSums * each + HeadFloats + place % Shares.MostSums * length, length);
    }

    /// <summary>Sends what this process's chunks came to, and receives the others'.</summary>
    /// <param name="tree">The sums of this process; where gradients are not gathered, its total is complete behind.</param>
    /// <param name="rate">The learning rate of the step, the same on all processes.</param>
    /// <exception cref="OperationCanceledException">A process wants to stop.</exception>
    /// <exception cref="Exception">A process has failed.</exception>
    public void Complete(IGradientSums tree, double rate)
    {
        _statisticsAt = HeadFloats + FiguresFloats;
        _gradientsAt = _statisticsAt + _statistics.Length + StateFloats;
        _each = _gradientsAt + (GathersGradients ? Shares.MostSums * _gradientFloats : 0);
        var sent = _sent.Span[.._each];
        sent[0] = (float)Outcome;
        FiguresIn(sent)[0] = rate;
        if (Outcome == StepOutcome.Done)
            Pack(tree, sent);
        var received = _received.Span[..(_each * _group.Size)];
        _group.Gather(sent, received);
        GiveUpUnlessDone(received, _each);
        CheckRates(received);
        Unpack(tree, received);
        if (!GathersGradients)
            ExchangeSegments(tree);
    }

    /// <summary>Adds up a range of the gathered gradients, from any thread.</summary>
    /// <param name="first">The first float of the range.</param>
    /// <param name="total">Receives the sum.</param>
    public void AddUp(int first, Span<float> total)
    {
        foreach (var (left, right) in Shares.Additions)
            Chunks.Add(At(right, first, total.Length), At(left, first, total.Length));
        At(0, first, total.Length).CopyTo(total);

        Span<float> At(int place, int first, int length) => _received.Span.Slice(
            place / Shares.MostSums * _each + _gradientsAt + place % Shares.MostSums * _gradientFloats + first, length);
    }

    /// <summary>What the first process that has found something has found.</summary>
    public string? FirstFound(string? own)
    {
        Span<double> found = stackalloc double[1], all = _group.Size <= 1024 ? stackalloc double[_group.Size] : new double[_group.Size];
        found[0] = own is null ? 0 : 1;
        _group.Gather(found, all);
        var rank = all.IndexOf(1.0);
        return rank < 0 ? null : _agreement.Tell(rank, own ?? "");
    }

    private StepOutcome Outcome => Failure is not null ? StepOutcome.Failed : Stops ? StepOutcome.Stopped : StepOutcome.Done;

    /// <summary>The floats of a learning rate and of the figures of as many chunks as a process has at most.</summary>
    private int FiguresFloats => (1 + Shares.MostChunks * _figuresEach) * FloatsOfDouble;

    /// <summary>The floats of the states of as many sequences as a process has at most.</summary>
    private int StateFloats => _carried is null ? 0 : MostExamples() * _carried.SequenceSize;

    private Span<double> FiguresIn(Span<float> block) => MemoryMarshal.Cast<float, double>(block.Slice(HeadFloats, FiguresFloats));

    private void Pack(IGradientSums tree, Span<float> sent)
    {
        _figures.AsSpan(Shares.First * _figuresEach, Shares.Count * _figuresEach).CopyTo(FiguresIn(sent)[1..]);
        if (Shares.Count == 0)
            return;
        var statistics = sent.Slice(_statisticsAt, _statistics.Length);
        for (var i = 0; i < statistics.Length; i++)
            statistics[i] = tree.Total.Values[_statistics[i]];
        if (_carried is not null)
        {
            var (first, count) = Shares.ExamplesOf(_count);
            Sequences(first, count).CopyTo(sent[(_statisticsAt + _statistics.Length)..]);
        }

        for (var sum = 0; GathersGradients && sum < Shares.OwnSums.Length; sum++)
            tree.SumOf(Shares.OwnSums[sum]).Trained.CopyTo(sent[(_gradientsAt + sum * _gradientFloats)..]);
    }

    private void Unpack(IGradientSums tree, Span<float> received)
    {
        for (var rank = 0; rank < _group.Size; rank++)
        {
            var (first, end) = Shares.RangeOf(rank);
            var block = received.Slice(rank * _each, _each);
            FiguresIn(block).Slice(1, (end - first) * _figuresEach).CopyTo(_figures.AsSpan(first * _figuresEach));
            if (_carried is null)
                continue;
            var (firstExample, count) = Shares.ExamplesOf(rank, _count);
            var sequences = Sequences(firstExample, count);
            block.Slice(_statisticsAt + _statistics.Length, sequences.Length).CopyTo(sequences);
        }

        // Each chunk has computed the same ones; in a single process those of the first are taken.
        for (var i = 0; i < _statistics.Length; i++)
            tree.Total.Values[_statistics[i]] = received[_statisticsAt + i];
    }

    /// <summary>Piece by piece, each process gets its segment of all sums, adds them up and gives all the total.</summary>
    private void ExchangeSegments(IGradientSums tree)
    {
        var sums = Shares.MostSums;
        var piece = _segment * _group.Size;
        var part = sums * _segment;
        var sent = _sent.Span[..(part * _group.Size)];
        var received = _received.Span[..sent.Length];
        for (var start = 0; start < _gradientFloats; start += piece)
        {
            for (var rank = 0; rank < _group.Size; rank++)
            {
                for (var sum = 0; sum < Shares.OwnSums.Length; sum++)
                {
                    var gradients = tree.SumOf(Shares.OwnSums[sum]).Trained;
                    var first = Math.Min(start + rank * _segment, _gradientFloats);
                    gradients.Slice(first, Math.Min(_segment, _gradientFloats - first)).CopyTo(sent[(rank * part + sum * _segment)..]);
                }
            }

            _group.Exchange(sent, received);
            foreach (var (left, right) in Shares.Additions)
                Chunks.Add(received.Slice(right / sums * part + right % sums * _segment, _segment), At(received, left));
            // What was to be sent is sent: the buffer takes the totals.
            _group.Gather(At(received, 0), sent[..piece]);
            var total = tree.Total.Trained[start..];
            sent[..Math.Min(piece, total.Length)].CopyTo(total);
        }

        Span<float> At(Span<float> received, int place) => received.Slice(place / sums * part + place % sums * _segment, _segment);
    }

    private void GiveUpUnlessDone(ReadOnlySpan<float> received, int each)
    {
        Span<StepOutcome> outcomes = _group.Size <= 1024 ? stackalloc StepOutcome[_group.Size] : new StepOutcome[_group.Size];
        var worst = StepOutcome.Done;
        for (var rank = 0; rank < _group.Size; rank++)
        {
            outcomes[rank] = (StepOutcome)(int)received[rank * each];
            worst = (StepOutcome)Math.Max((int)worst, (int)outcomes[rank]);
        }

        if (worst == StepOutcome.Failed)
        {
            var failed = outcomes.ToArray();
            _agreement.ThrowFailure(rank => failed[rank] == StepOutcome.Failed, Failure);
        }

        if (worst == StepOutcome.Stopped)
            throw new OperationCanceledException($"Process {outcomes.IndexOf(StepOutcome.Stopped)} of {_group.Size} was asked to end the training.");
    }

    /// <summary>Rates that differ would pull the parameters apart: a handler may have set the rate on one process alone.</summary>
    private void CheckRates(Span<float> received)
    {
        var rate = FiguresIn(received)[0];
        for (var rank = 1; rank < _group.Size; rank++)
        {
            var other = FiguresIn(received[(rank * _each)..])[0];
            if (BitConverter.DoubleToInt64Bits(other) != BitConverter.DoubleToInt64Bits(rate))
                throw new ProcessGroupException(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"The learning rate is {other} on process {rank}, but {rate} on process 0: all of them need the same."));
        }
    }

    private Span<float> Sequences(int first, int count) =>
        _carried!.Values.Slice(first * _carried.SequenceSize, count * _carried.SequenceSize);

    private int MostExamples()
    {
        var most = 0;
        for (var rank = 0; rank < _group.Size; rank++)
            most = Math.Max(most, Shares.ExamplesOf(rank, _count).Count);
        return most;
    }

    /// <summary>Where a set of gradients has what a batch normalization found in the batch.</summary>
    private static int[] StatisticsOf(ParameterLayout layout)
    {
        var places = new List<int>();
        foreach (var info in layout.Entries)
        {
            for (var walk = new RowMajor(info); info.Momentum is not null && !walk.Ended; walk.Next())
                places.Add(walk.Position);
        }

        return [.. places];
    }

    /// <summary>What a process says of itself; of several, the last of these counts.</summary>
    private enum StepOutcome
    {
        Done,
        Stopped,
        Failed,
    }
}

/// <summary>The sums of gradients that a process has.</summary>
internal interface IGradientSums
{
    /// <summary>Receives the total.</summary>
    ParameterSet Total { get; }

    /// <summary>The sum that begins with a chunk.</summary>
    ParameterSet SumOf(int chunk);
}
