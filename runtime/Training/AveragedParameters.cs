using System.Numerics;
using System.Runtime.InteropServices;

namespace StaticNets;

/// <summary>
/// A running mean of the parameters over the steps, exponentially weighted: <c>average = decay * average + (1 - decay) * parameters</c>, which begins with the
/// parameters after the first step. As PyTorch's <c>AveragedModel</c> with <c>get_ema_multi_avg_fn</c>; buffers are those of the network.
/// </summary>
internal sealed class AveragedParameters(ParameterLayout layout, double decay)
{
    /// <summary>The mean; the network's own before the first step.</summary>
    public ParameterSet Values { get; } = new(layout);

    /// <summary>The steps it is taken over.</summary>
    public long Steps { get; private set; }

    /// <summary>Takes in the parameters after a step.</summary>
    public void Add(ParameterSet parameters)
    {
        if (Steps++ == 0)
        {
            Values.CopyFrom(parameters);
            return;
        }

        Mix(parameters.Trained, Values.Trained);
        var trained = layout.TrainedLength;
        parameters.Values[trained..].CopyTo(Values.Values[trained..]);
    }

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(long steps) => Steps = steps;

    /// <summary>Begins anew, from parameters that no step has changed.</summary>
    public void Begin(ParameterSet parameters)
    {
        Values.CopyFrom(parameters);
        Steps = 0;
    }

    /// <summary>Every element by itself, in separately rounded operations: the same bits on any vector width.</summary>
    private void Mix(ReadOnlySpan<float> parameters, Span<float> average)
    {
        var (kept, added) = (new Vector<float>((float)decay), new Vector<float>((float)(1 - decay)));
        var whole = average.Length - average.Length % Vector<float>.Count;
        ReadOnlySpan<Vector<float>> sources = MemoryMarshal.Cast<float, Vector<float>>(parameters[..whole]);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(average[..whole]);
        for (var i = 0; i < targets.Length; i++)
            targets[i] = (kept * targets[i]) + (added * sources[i]);
        for (var i = whole; i < average.Length; i++)
            average[i] = (kept[0] * average[i]) + (added[0] * parameters[i]);
    }
}
