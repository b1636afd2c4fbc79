using Xunit;

namespace StaticNets.Tests.MachineCode;

/// <summary>What the innermost loops of the main kernels look like after NativeAOT's compiler; benchmarks/machine-code.sh prints them as a table.</summary>
public sealed class KernelTests(NativeKernels kernels)
{
    /// <summary>
    /// At 512 bits this one takes 20 sums, so that what they go through stays in the first-level cache:
    /// LeNet's training step takes 0.94 of the time that it takes with 24.
    /// </summary>
    private const string StaysInCache = "Conv2d2WeightGradient";

    public static TheoryData<string, string, int> Cases =>
        [.. Kernel.Main.SelectMany(kernel => new[] { 256, 512 }.Select(bits => (kernel.Network, kernel.Method, bits)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void SumsStayInRegisters(string network, string method, int bits)
        => Assert.Equal(0, Loop(network, method, bits).StackMoves);

    /// <summary>At 256 bits the JIT keeps pixels on the stack that several sums read, which costs less than spreading them anew.</summary>
    [Theory]
    [InlineData("Conv2d1Sigmoid1One")]
    [InlineData("Conv2d2Sigmoid2One")]
    public void ConvolutionsOfOneImageStayInRegistersOf512Bits(string method)
        => Assert.All(
            kernels.Of(512).InnermostLoops($"_LeNet_Vector512Code__{method}"),
            loop => Assert.DoesNotContain(loop.Instructions, instruction => instruction.IsOnStack && instruction.Mnemonic.StartsWith('v')));

    [Theory]
    [MemberData(nameof(Cases))]
    public void SumsFillTheRegisters(string network, string method, int bits)
    {
        // 12 of 16, and 20 (where no more go into the shape, or what they go through into the first-level cache) to 29 of 32; the rest holds factors.
        var (least, most) = bits == 256 ? (12, 12) : (20, 29);
        Assert.InRange(Loop(network, method, bits).Accumulators, least, most);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryLoadFeedsSeveralSumsOrIsAPartOfItsFma(string network, string method, int bits)
    {
        var loop = Loop(network, method, bits);
        Assert.InRange(loop.Fmas, IsSmaller(method, bits) ? 20 : 24, int.MaxValue);

        // A block of 16 examples is one vector of 512 bits: what multiplies it is read once for each product, at no cost of its own.
        Assert.InRange(loop.LoadsPerFma, 0, loop.EmbeddedBroadcasts == loop.Fmas ? 1.05 : bits == 256 ? 0.67 : IsSmaller(method, bits) ? 0.45 : 0.43);
    }

    [Fact]
    public void FloatsAreSpreadByTheFmasOf512Bits()
        => Assert.Contains(Kernel.Main, kernel => kernel.MainLoop(kernels.Of(512), 512) is var loop && loop.EmbeddedBroadcasts == loop.Fmas);

    private static bool IsSmaller(string method, int bits) => bits == 512 && method == StaysInCache;

    private Loop Loop(string network, string method, int bits) => new Kernel("", network, method).MainLoop(kernels.Of(bits), bits);
}
