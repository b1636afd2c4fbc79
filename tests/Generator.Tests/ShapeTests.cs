using CsCheck;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What the textbook says of convolutions' and pools' sizes, of the compiler's shapes.</summary>
public sealed class ShapeTests
{
    private const int Samples = 60;

    /// <summary>Sizes that fit: a window no larger than its padded input.</summary>
    private static readonly Gen<Side> Sides = Gen.Int[1, 30].SelectMany(input => Gen.Int[0, 4].SelectMany(
        padding => Gen.Int[1, input + (2 * padding)].SelectMany(kernel => Gen.Int[1, 5].Select(stride => new Side(input, kernel, padding, stride)))));

    [Fact]
    public void ConvolutionGivesTheTextbooksSize()
        => ForEach(Sides, Sides, (height, width) => Assert.Equal(
            [3, height.Outputs, width.Outputs],
            Shape(
                $"[Input(2, {height.Input}, {width.Input})] [Conv2d(3, {height.Kernel}, {width.Kernel}, StrideHeight = {height.Stride}, "
                    + $"StrideWidth = {width.Stride}, PaddingHeight = {height.Padding}, PaddingWidth = {width.Padding})]")));

    [Fact]
    public void ConvolutionOverStepsGivesTheTextbooksSize()
        => ForEach(Sides, Sides, (steps, _) => Assert.Equal(
            [steps.Outputs, 5],
            Shape($"[Input({steps.Input}, 2)] [Conv1d(5, {steps.Kernel}, Stride = {steps.Stride}, Padding = {steps.Padding})]")));

    [Fact]
    public void PoolGivesTheTextbooksSizeAndLeavesTheChannels()
    {
        var pools = Sides.Where(side => side.Padding <= side.Kernel / 2);
        ForEach(pools, pools, (height, width) => Assert.Equal(
            [7, height.Outputs, width.Outputs],
            Shape(
                $"[Input(7, {height.Input}, {width.Input})] [MaxPool({height.Kernel}, {width.Kernel}, StrideHeight = {height.Stride}, "
                    + $"StrideWidth = {width.Stride}, PaddingHeight = {height.Padding}, PaddingWidth = {width.Padding})]")));
    }

    [Fact]
    public void SameGivesTheInputDividedByTheStrideRoundedUp()
        => ForEach(Sides, Sides, (height, width) =>
        {
            int[] outputs = [(height.Input + height.Stride - 1) / height.Stride, (width.Input + width.Stride - 1) / width.Stride];
            var sides = $"{height.Kernel}, {width.Kernel}, StrideHeight = {height.Stride}, StrideWidth = {width.Stride}, Same = true";
            Assert.Equal([3, .. outputs], Shape($"[Input(2, {height.Input}, {width.Input})] [Conv2d(3, {sides})]"));
            Assert.Equal([2, .. outputs], Shape($"[Input(2, {height.Input}, {width.Input})] [AvgPool({sides})]"));
            Assert.Equal([outputs[0], 3], Shape($"[Input({height.Input}, 2)] [Conv1d(3, {height.Kernel}, Stride = {height.Stride}, Same = true)]"));
        });

    /// <summary>As many windows as begin before the end of the input and after the window before them has not reached the end of its padding.</summary>
    [Fact]
    public void CeilModeGivesAWindowToWhatIsLeft()
    {
        var pools = Sides.Where(side => side.Padding <= side.Kernel / 2);
        ForEach(pools, pools, (side, _) =>
        {
            var outputs = 1;
            while ((outputs * side.Stride) < side.Input + side.Padding
                && ((outputs - 1) * side.Stride) + side.Kernel < side.Input + (2 * side.Padding))
            {
                outputs++;
            }

            Assert.Equal(
                [outputs, 4], Shape($"[Input({side.Input}, 4)] [MaxPool({side.Kernel}, Stride = {side.Stride}, Padding = {side.Padding}, CeilMode = true)]"));
        });
    }

    [Fact]
    public void TransposedConvolutionGivesWhatAConvolutionComesFrom()
        => ForEach(Sides.Where(side => side.Dropped == 0), Sides.Where(side => side.Dropped == 0), (height, width) => Assert.Equal(
            [3, height.Input, width.Input],
            Shape(
                $"[Input(2, {height.Outputs}, {width.Outputs})] [ConvTranspose2d(3, {height.Kernel}, {width.Kernel}, StrideHeight = {height.Stride}, "
                    + $"StrideWidth = {width.Stride}, PaddingHeight = {height.Padding}, PaddingWidth = {width.Padding})]")));

    [Fact]
    public void HalfOfAnOddKernelAsPaddingKeepsTheSize()
        => ForEach(Gen.Int[1, 20].Select(Gen.Int[0, 4]), Gen.Int[1, 20].Select(Gen.Int[0, 4]), (height, width) => Assert.Equal(
            [4, height.Item1, width.Item1],
            Shape(
                $"[Input(1, {height.Item1}, {width.Item1})] [Conv2d(4, {(2 * height.Item2) + 1}, {(2 * width.Item2) + 1}, PaddingHeight = {height.Item2}, "
                    + $"PaddingWidth = {width.Item2})]")));

    private static void ForEach<T>(Gen<T> first, Gen<T> second, Action<T, T> assert)
    {
        var generator = new PCG(11, 42);
        for (var i = 0; i < Samples; i++)
        {
            assert(first.Generate(generator, null, out _), second.Generate(generator, null, out _));
        }
    }

    private static IEnumerable<int> Shape(string layers) => NetworkSource.Of(layers).Forward.Output.Dimensions;

    private sealed record Side(int Input, int Kernel, int Padding, int Stride)
    {
        /// <summary>floor((n - k + 2p + s) / s): "Dive into Deep Learning", 7.3.2, with p on each side.</summary>
        public int Outputs => (Input - Kernel + (2 * Padding) + Stride) / Stride;

        /// <summary>What the stride leaves over.</summary>
        public int Dropped => (Input - Kernel + (2 * Padding)) % Stride;
    }
}
