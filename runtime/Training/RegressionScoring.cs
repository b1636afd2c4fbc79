namespace StaticNets;

/// <summary>
/// Compares outputs that are numbers with their targets, shard by shard. The shards' sums are added up in their order, whoever computes them, and each as soon
/// as those before it are there.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="loss">Which of its losses, which is over numbers and of the output.</param>
internal sealed class RegressionScoring(NetworkInfo network, int loss)
{
    private readonly LossInfo _loss = network.Losses[loss];
    private readonly Lock _lock = new();
    private readonly Dictionary<int, RegressionSums> _waiting = [];
    private readonly Stack<RegressionSums> _free = [];
    private readonly RegressionSums _total = new(network.OutputSize);
    private int _added;

    /// <summary>The loss over numbers.</summary>
    public int Loss => loss;

    /// <summary>That of the network's output, where a loss compares it with numbers; else null.</summary>
    public static RegressionScoring? OfOutput(NetworkInfo network)
    {
        for (var loss = 0; loss < network.Losses.Length; loss++)
        {
            if (network.Losses[loss] is { IsOfOutput: true, Classes: 0 })
                return new RegressionScoring(network, loss);
        }

        return null;
    }

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
        var targets = batch.Part(loss).Targets;
        var lengths = _loss.LengthsInput >= 0 ? batch.Lengths(_loss.LengthsInput) : default;
        for (var example = 0; example < batch.Count; example++)
        {
            var real = _loss.RealTargets(lengths, example);
            var first = example * sums.Width;
            for (var column = 0; column < real; column++)
                sums.Add(column, batch.Output[first + column], targets[first + column]);
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
