using System.Collections.Immutable;

namespace StaticNets;

/// <summary>
/// Compares outputs that are numbers with their targets, shard by shard. The shards' sums are added up in their order, whoever computes them, and each as soon
/// as those before it are there.
/// </summary>
internal sealed class RegressionScoring(NetworkInfo network)
{
    private readonly int _lengthsInput = network.LossLengthsInput;
    private readonly ImmutableArray<LengthRule> _lengthRules = network.LossLengthRules;

    // Where lengths count, the output is [steps, features].
    private readonly int _perStep = network.OutputSize / network.OutputShape[0];
    private readonly Lock _lock = new();
    private readonly Dictionary<int, RegressionSums> _waiting = [];
    private readonly Stack<RegressionSums> _free = [];
    private readonly RegressionSums _total = new(network.OutputSize);
    private int _added;

    /// <summary>Whether a network's loss is over numbers.</summary>
    public static bool Applies(NetworkInfo network) => network.Loss != LossKind.None && !new Scoring(network).Applies;

    /// <summary>What all shards came to.</summary>
    public RegressionMetrics Result() => new(_total);

    /// <summary>Takes in a shard.</summary>
    public void Add(int shard, scoped in Batch batch)
    {
        RegressionSums? sums;
        lock (_lock)
            _free.TryPop(out sums);
        sums ??= new RegressionSums(network.OutputSize);
        sums.Clear();
        var lengths = _lengthsInput >= 0 ? batch.Lengths(_lengthsInput) : default;
        for (var example = 0; example < batch.Count; example++)
        {
            var real = lengths.IsEmpty ? sums.Width : LengthRule.Steps(_lengthRules, lengths[example]) * _perStep;
            var first = example * sums.Width;
            for (var column = 0; column < real; column++)
                sums.Add(column, batch.Output[first + column], batch.Targets[first + column]);
        }

        lock (_lock)
        {
            _waiting.Add(shard, sums);
            while (_waiting.Remove(_added, out var next))
            {
                _total.Add(next);
                _free.Push(next);
                _added++;
            }
        }
    }
}
