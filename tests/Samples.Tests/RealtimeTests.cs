using System.Diagnostics;
using StaticNets.Samples.RealtimeProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class RealtimeTests
{
    [Fact]
    public void Times_are_summed_up()
    {
        var microsecond = Stopwatch.Frequency / 1_000_000.0;
        long[] ticks = [.. Enumerable.Range(1, 2000).Reverse().Select(time => (long)(time * microsecond))];
        var times = StepTimes.Of(ticks);
        Assert.Equal(1000.5, times.Mean, 1e-3);
        Assert.Equal(1998, times.Percentile999, 1e-3);
        Assert.Equal(2000, times.Worst, 1e-3);
    }

    [Fact]
    public void Streaming_gives_what_the_network_gives_from_a_fresh_state()
    {
        var network = new AudioEffect(seed: 3);
        var signal = Signal.Create(300);
        var streamed = new float[signal.Length];
        StreamingRun.Run(network, signal, streamed);

        var state = new AudioEffect.State();
        var output = new float[1];
        for (var i = 0; i < signal.Length; i++)
        {
            network.Forward(signal.AsSpan(i, 1), output, state);
            Assert.Equal(output[0], streamed[i], 1e-5);
        }
    }

    [Fact]
    public void The_signal_is_audible_and_does_not_clip() => Assert.InRange(Signal.Create(Signal.SampleRate).Max(MathF.Abs), 0.3f, 1f);
}
