using Xunit;

namespace StaticNets.Tests.MachineCode;

public sealed class DisassemblyTests
{
    /// <summary>A loop over a loop: the outer one sums up and spills, the inner one multiplies and adds.</summary>
    private const string Code =
        "0000000000000010 <program_Net_Code__Kernel>:\n" +
        "  10:\tvxorps %ymm0,%ymm0,%ymm0\n" +
        "  14:\tvmovups %ymm0,-0x20(%rbp)\n" +
        "  18:\tvmovups (%rsi),%zmm1\n" +
        "  1c:\tvfmadd231ps (%rdx){1to16},%zmm1,%zmm2\n" +
        "  20:\t{evex} vbroadcastss -0xe0(%rbx),%ymm3\n" +
        "  24:\tvfmadd231ps -0x40(%rbp),%ymm1,%ymm4\n" +
        "  28:\tvmovups %ymm4,0x8(%rsp)\n" +
        "  2c:\tadd    $0x40,%rsi\n" +
        "  30:\tjne    18 <program_Net_Code__Kernel+0x8>\n" +
        "  34:\tvaddps %zmm2,%zmm1,%zmm1\n" +
        "  38:\tjmp    10 <program_Net_Code__Kernel>\n" +
        "0000000000000040 <program_Net_Code__Kernel_2>:\n" +
        "  40:\tret\n";

    [Fact]
    public void InnermostLoopIsFoundAndCounted()
    {
        var loop = Assert.Single(Disassembly.Parse(Code).InnermostLoops("_Net_Code__Kernel"));
        Assert.Equal(7, loop.Instructions.Count);
        Assert.Equal((2, 2, 4, 1, 2, 1), (loop.Fmas, loop.Accumulators, loop.Loads, loop.Stores, loop.StackMoves, loop.EmbeddedBroadcasts));
    }

    [Fact]
    public void SymbolThatIsNotThereIsAnError() => Assert.Throws<ArgumentException>("symbolEnd", () => Disassembly.Parse(Code).InnermostLoops("Kernel_3"));

    [Fact]
    public void ScarcestUnitDecides()
    {
        var loop = Assert.Single(Disassembly.Parse(Code).InnermostLoops("_Net_Code__Kernel"));

        // 4 loads at 2 a cycle; the multiply-adds alone would take 1 cycle, but each sum waits 4 for itself.
        Assert.Equal(4, new Processor("", 512, 2, 2, 1, 6).Cycles(loop));
        Assert.Equal(8, new Processor("", 512, 2, 0.5, 1, 6).Cycles(loop));
        Assert.Equal(0.125, new Processor("", 512, 2, 0.5, 1, 6).ShareOfPeak(loop));
    }
}
