using Xunit;

namespace StaticNets.Tests.Training;

/// <summary>What all threads allocate can be counted only while no other test runs.</summary>
[CollectionDefinition(nameof(TrainerAllocationTests), DisableParallelization = true)]
[Collection(nameof(TrainerAllocationTests))]
public sealed class TrainerAllocationTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 1.0)]
    [InlineData(3, null)]
    [InlineData(2, null, 2, 0.9)]
    public void A_step_allocates_nothing_on_any_thread(int threads, double? clipNorm, int accumulate = 1, double? average = null)
    {
        var options = new TrainerOptions
        {
            BatchSize = 120 / accumulate,
            Threads = threads,
            ClipNorm = clipNorm,
            AccumulateBatches = accumulate,
            AverageDecay = average,
        };
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Adam(), options);
        var mark = 0L;
        var least = long.MaxValue;
        // The least, because the runtime itself allocates now and then.
        trainer.TrainUntil(TestNetwork.Examples(240), 15, onProgress: (in TrainingProgress progress) =>
        {
            var now = GC.GetTotalAllocatedBytes(precise: true);
            if (progress.TotalSteps > 10)
                least = Math.Min(least, now - mark);
            mark = GC.GetTotalAllocatedBytes(precise: true);
        });
        Assert.Equal(0, least);
    }
}
