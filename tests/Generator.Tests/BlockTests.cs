using StaticNets.CompilerServices;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class BlockTests
{
    [Fact]
    public void TheRuntimeCutsBatchesIntoTheBlocksThatCodeIsEmittedFor()
    {
        Assert.Equal(VectorTarget.BlockExamples, BlockRunner.BlockExamples);
        Assert.Equal(Deferral.MaximumBlocks, BlockRunner.MaximumBlocks);
    }
}
