using StaticNets.Data;

namespace StaticNets;

/// <summary>Loss and predictions of a dataset, shard by shard.</summary>
internal sealed class EvaluationWork<T> : IWork
    where T : class, INetwork<T>
{
    private readonly T _network;
    private readonly Dataset _dataset;
    private readonly string _name;
    private readonly CancellationToken _cancellationToken;
    private readonly Scoring _scoring = new(T.Info);
    private readonly RegressionScoring? _numbers = RegressionScoring.Applies(T.Info) ? new RegressionScoring(T.Info) : null;
    private readonly ExampleBuffer?[] _buffers;
    private readonly double[] _losses;
    private readonly long[] _lossCounts;
    private readonly Tally[] _scores;
    private readonly int[] _predictions;
    private readonly int[] _truths;
    private readonly int _first;

    public EvaluationWork(T network, Dataset dataset, string name, int threads, ProcessGroup? group, CancellationToken cancellationToken)
    {
        _name = name;
        (_network, _dataset, _cancellationToken) = (network, dataset, cancellationToken);
        _buffers = new ExampleBuffer?[threads];
        Shards = (dataset.Count + Evaluator<T>.ShardExamples - 1) / Evaluator<T>.ShardExamples;
        (_first, OwnShards) = ShardsOf(group?.Rank ?? 0, group?.Size ?? 1);
        _losses = new double[Shards];
        _lossCounts = new long[Shards];
        _scores = new Tally[Shards];
        var decisions = _scoring.Applies ? (long)dataset.Count * _scoring.Width : 0;
        if (decisions > Array.MaxLength)
            throw new ArgumentException(
                $"dataset has {dataset.Count} examples, whose {decisions} predictions are more than an array holds: evaluate slices of it.", nameof(dataset));
        _predictions = new int[decisions];
        _truths = new int[decisions];
    }

    private int Shards { get; }

    /// <summary>The shards of this process.</summary>
    public int OwnShards { get; }

    /// <summary>Runs this process's shards and takes over what the others have of theirs; all fail where one does.</summary>
    public void RunInGroup(WorkerTeam team, ProcessGroup group)
    {
        Exception? failure = null;
        try
        {
            team.Run(this, OwnShards);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        new GroupAgreement(group).Compare([new GroupFact("the number of examples to evaluate", $"{_dataset.Count}")], failure);
        var gather = new RaggedGather(group);
        gather.Complete<double>(_losses, Ranges);
        gather.Complete<long>(_lossCounts, Ranges);
        gather.Complete<Tally>(_scores, Ranges);
        gather.Complete<int>(_predictions, Decisions);
        gather.Complete<int>(_truths, Decisions);

        (int First, int Count) Ranges(int rank) => ShardsOf(rank, group.Size);

        (int First, int Count) Decisions(int rank)
        {
            if (!_scoring.Applies)
                return (0, 0);
            var (first, count) = ShardsOf(rank, group.Size);
            var start = first * Evaluator<T>.ShardExamples;
            var examples = Math.Min(count * Evaluator<T>.ShardExamples, _dataset.Count - start);
            return (start * _scoring.Width, examples * _scoring.Width);
        }
    }

    public void Execute(int item, int worker)
    {
        item += _first;
        _cancellationToken.ThrowIfCancellationRequested();
        var first = item * Evaluator<T>.ShardExamples;
        var count = Math.Min(Evaluator<T>.ShardExamples, _dataset.Count - first);
        var buffer = _buffers[worker] ??= new ExampleBuffer(T.Info, _dataset, Math.Min(Evaluator<T>.ShardExamples, _dataset.Count),
            output: _scoring.Applies || _numbers is not null, _name);
        var batch = buffer.Load(_dataset, first, count);
        batch.FirstExample = first;
        _lossCounts[item] = T.LossCount(in batch);
        // A sum instead of a mean: the shards' sums can be added before anyone knows what to divide by.
        batch.Denominator = 1;
        _losses[item] = T.Run(_network, in batch);
        _numbers?.Add(item, in batch);
        if (!_scoring.Applies)
            return;
        var decisions = new Range(first * _scoring.Width, (first + count) * _scoring.Width);
        _scores[item] = _scoring.Compare(in batch, _predictions.AsSpan(decisions), _truths.AsSpan(decisions));
    }

    private (int First, int Count) ShardsOf(int rank, int size)
    {
        var first = (int)((long)Shards * rank / size);
        return (first, (int)((long)Shards * (rank + 1) / size) - first);
    }

    public Evaluation Result()
    {
        var (loss, lossCount, score) = (0.0, 0L, default(Tally));
        for (var shard = 0; shard < Shards; shard++)
        {
            loss += _losses[shard];
            lossCount += _lossCounts[shard];
            score.Count += _scores[shard].Count;
            score.Correct += _scores[shard].Correct;
        }

        // A sum over nothing is 0.
        return new Evaluation(loss / lossCount, score, _predictions, _truths, _scoring.Classes, _numbers?.Result());
    }
}
