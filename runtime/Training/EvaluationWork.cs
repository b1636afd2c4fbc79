using System.Collections.Immutable;
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
    private readonly RegressionScoring? _numbers = RegressionScoring.OfOutput(T.Info);
    private readonly Scoring[] _scorings = Scoring.OfAll(T.Info);
    private readonly ExampleBuffer?[] _buffers;

    // Of each shard, one loss after another.
    private readonly double[] _losses;
    private readonly double[] _lossCounts;
    private readonly Tally[] _scores;
    private readonly int _first;

    // Of each loss.
    private readonly int[][] _predictions;
    private readonly int[][] _truths;

    public EvaluationWork(T network, Dataset dataset, string name, int threads, ProcessGroup? group, CancellationToken cancellationToken)
    {
        _name = name;
        (_network, _dataset, _cancellationToken) = (network, dataset, cancellationToken);
        _buffers = new ExampleBuffer?[threads];
        Shards = (dataset.Count + Evaluator<T>.ShardExamples - 1) / Evaluator<T>.ShardExamples;
        (_first, OwnShards) = ShardsOf(group?.Rank ?? 0, group?.Size ?? 1);
        _losses = new double[Shards * _scorings.Length];
        _lossCounts = new double[Shards * _scorings.Length];
        _scores = new Tally[Shards * _scorings.Length];
        _predictions = [.. _scorings.Select(scoring => new int[Decisions(scoring)])];
        _truths = [.. _scorings.Select(scoring => new int[Decisions(scoring)])];
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
        gather.Complete<double>(_lossCounts, Ranges);
        gather.Complete<Tally>(_scores, Ranges);
        for (var i = 0; i < _scorings.Length; i++)
        {
            var scoring = _scorings[i];
            gather.Complete<int>(_predictions[i], rank => DecisionsOf(scoring, rank));
            gather.Complete<int>(_truths[i], rank => DecisionsOf(scoring, rank));
        }

        (int First, int Count) Ranges(int rank)
        {
            var (first, count) = ShardsOf(rank, group.Size);
            return (first * _scorings.Length, count * _scorings.Length);
        }

        (int First, int Count) DecisionsOf(Scoring scoring, int rank)
        {
            if (!scoring.Applies)
                return (0, 0);
            var (first, count) = ShardsOf(rank, group.Size);
            var start = first * Evaluator<T>.ShardExamples;
            var examples = Math.Min(count * Evaluator<T>.ShardExamples, _dataset.Count - start);
            return (start * scoring.Width, examples * scoring.Width);
        }
    }

    private long Decisions(Scoring scoring)
    {
        var decisions = scoring.Applies ? (long)_dataset.Count * scoring.Width : 0;
        return decisions <= Array.MaxLength
            ? decisions
            : throw new ArgumentException(
                $"dataset has {_dataset.Count} examples, whose {decisions} predictions are more than an array holds: evaluate slices of it.", "dataset");
    }

    public void Execute(int item, int worker)
    {
        item += _first;
        _cancellationToken.ThrowIfCancellationRequested();
        var first = item * Evaluator<T>.ShardExamples;
        var count = Math.Min(Evaluator<T>.ShardExamples, _dataset.Count - first);
        var buffer = _buffers[worker] ??= new ExampleBuffer(T.Info, _dataset, Math.Min(Evaluator<T>.ShardExamples, _dataset.Count),
            scores: _scorings.Any(scoring => scoring.Applies) || _numbers is not null, _name);
        BatchChain chain = default;
        var batch = buffer.Load(_dataset, first, count, ref chain);
        batch.FirstExample = first;
        var losses = new Range(item * _scorings.Length, (item + 1) * _scorings.Length);
        for (var i = 0; i < _scorings.Length; i++)
        {
            _lossCounts[item * _scorings.Length + i] = T.LossCount(in batch, i);
            // A sum instead of a mean: the shards' sums can be added before anyone knows what to divide by.
            batch.SetDenominator(i, 1);
        }

        LossRun<T>.Run(_network, ref batch, _losses.AsSpan(losses));
        _numbers?.Add(item, in batch);
        for (var i = 0; i < _scorings.Length; i++)
        {
            var scoring = _scorings[i];
            if (!scoring.Applies)
                continue;
            var decisions = new Range(first * scoring.Width, (first + count) * scoring.Width);
            _scores[item * _scorings.Length + i] = scoring.Compare(in batch, _predictions[i].AsSpan(decisions), _truths[i].AsSpan(decisions));
        }
    }

    private (int First, int Count) ShardsOf(int rank, int size)
    {
        var first = (int)((long)Shards * rank / size);
        return (first, (int)((long)Shards * (rank + 1) / size) - first);
    }

    public Evaluation Result()
    {
        var totals = new LossTotal[_scorings.Length];
        for (var shard = 0; shard < Shards; shard++)
        {
            for (var i = 0; i < totals.Length; i++)
            {
                var at = shard * totals.Length + i;
                totals[i].Add(new LossTotal { Sum = _losses[at], Count = _lossCounts[at], Score = _scores[at] });
            }
        }

        var losses = T.Info.Losses.Select((loss, i) => new Evaluation(
            loss.Name, totals[i].Mean, totals[i].Score, _predictions[i], _truths[i], _scorings[i].Classes,
            _numbers?.Loss == i ? _numbers.Result() : null)).ToImmutableArray();
        return Evaluation.Of(losses, LossTotal.WeightedMean(T.Info.Losses, totals));
    }
}
