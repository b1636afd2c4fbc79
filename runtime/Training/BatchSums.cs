using StaticNets.CompilerServices;

namespace StaticNets;

/// <summary>
/// The gradients of a step's batches before the last, added up, and the statistics that each of them leaves for the buffers, which move batch by batch as in
/// PyTorch.
/// </summary>
/// <param name="gradients">A set of the network's gradients.</param>
/// <param name="batches">The batches of a step.</param>
internal sealed class BatchSums(ParameterSet gradients, int batches)
{
    private readonly float[] _statistics = new float[checked((gradients.Layout.Length - gradients.Layout.TrainedLength) * batches)];
    private int _kept;

    private int StatisticsLength => _statistics.Length / batches;

    /// <summary>Starts a step.</summary>
    public void Begin() => _kept = 0;

    /// <summary>Takes in a batch.</summary>
    /// <param name="total">Its gradient, less <paramref name="rest"/>.</param>
    /// <param name="rest">What is still to be added to it, if anything.</param>
    public void Add(ParameterSet total, ParameterSet? rest)
    {
        if (rest is not null)
            Chunks.Add(rest.Trained, total.Trained);
        if (_kept == 0)
            total.Trained.CopyTo(gradients.Trained);
        else
            Chunks.Add(total.Trained, gradients.Trained);
        Statistics(total).CopyTo(_statistics.AsSpan(_kept * StatisticsLength));
        _kept++;
    }

    /// <summary>Adds the sum of all to a range of the last batch's gradient.</summary>
    /// <param name="total">The range.</param>
    /// <param name="first">Where it begins.</param>
    public void AddTo(Span<float> total, int first)
    {
        if (_kept > 0)
            Chunks.Add(gradients.Trained.Slice(first, total.Length), total);
    }

    /// <summary>Moves the buffers by the statistics of the batches before the last, whose own are left in their places.</summary>
    public void MoveBuffers(ParameterSet parameters, ParameterSet total)
    {
        if (_kept == 0 || StatisticsLength == 0)
            return;
        var places = Statistics(total);
        var last = _statistics.AsSpan((batches - 1) * StatisticsLength);
        places.CopyTo(last);
        for (var batch = 0; batch < _kept; batch++)
        {
            _statistics.AsSpan(batch * StatisticsLength, StatisticsLength).CopyTo(places);
            Buffers.Move(parameters, total);
        }

        last.CopyTo(places);
    }

    private static Span<float> Statistics(ParameterSet set) => set.Values[set.Layout.TrainedLength..];
}
