using System.Diagnostics;

namespace StaticNets.Samples.RealtimeProgram;

/// <summary>Sends a signal through the network one sample at a time, as a sound card would hand it over.</summary>
internal static class StreamingRun
{
    /// <summary>Steps before the clock runs: the first ones compile and bring memory close.</summary>
    private const int WarmUp = 5_000;

    /// <summary>Computes the output for every sample, and how long each step took.</summary>
    public static StepTimes Run(AudioEffect network, ReadOnlySpan<float> signal, Span<float> output)
    {
        var state = new AudioEffect.State();
        for (var i = 0; i < Math.Min(WarmUp, signal.Length); i++)
            network.Step(signal.Slice(i, 1), output.Slice(i, 1), state);
        state.Reset();

        var ticks = new long[signal.Length];
        for (var i = 0; i < signal.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            network.Step(signal.Slice(i, 1), output.Slice(i, 1), state);
            ticks[i] = Stopwatch.GetTimestamp() - start;
        }

        return StepTimes.Of(ticks);
    }
}
