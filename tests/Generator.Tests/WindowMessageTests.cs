using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What is said of windows, groups and sizes that layers cannot work with.</summary>
public sealed class WindowMessageTests
{
    [Theory]
    [InlineData("[Input(1, 8, 8)] [Conv2d(2, 3, Same = true, Padding = 1)]", "SNET0105", "1",
        "Conv2d(2, 3, Same = true, Padding = 1): Same chooses the padding: leave out Padding or Same")]
    [InlineData("[Input(1, 8, 8)] [Conv2d(2, 3, Same = true, PaddingRight = 1)]", "SNET0105", "1",
        "Conv2d(2, 3, Same = true, PaddingRight = 1): Same chooses the padding: leave out PaddingRight or Same")]
    [InlineData("[Input(8, 2)] [Conv1d(2, 3, Same = true, PaddingBefore = 1)]", "SNET0105", "1",
        "Conv1d(2, 3, Same = true, PaddingBefore = 1): Same chooses the padding: leave out PaddingBefore or Same")]
    [InlineData("[Input(1, 8, 8)] [MaxPool(3, Same = true, CeilMode = true)]", "SNET0105", "true",
        "MaxPool(3, Same = true, CeilMode = true): with Same the last window always covers the end of the input: leave out CeilMode or Same")]
    [InlineData("[Input(1, 8, 8)] [AvgPool(3, Same = true, CountIncludePad = true)]", "SNET0105", "true",
        "AvgPool(3, Same = true, CountIncludePad = true): the padding of Same never counts in a mean: leave out CountIncludePad = true or Same")]
    [InlineData("[Input(1, 8, 8)] [MaxPool(2, PaddingBefore = 1)]", "SNET0105", "1",
        "MaxPool(2, PaddingBefore = 1): PaddingBefore is for sequences, but 1x8x8 from Input(1, 8, 8) is an image: use PaddingTop, "
            + "PaddingBottom, PaddingLeft or PaddingRight")]
    [InlineData("[Input(8, 2)] [MaxPool(2, PaddingTop = 1)]", "SNET0105", "1",
        "MaxPool(2, PaddingTop = 1): PaddingTop is for images, but 8x2 from Input(8, 2) is a sequence [steps, features]: use Stride, Padding, PaddingBefore or "
            + "PaddingAfter")]
    [InlineData("[Input(8, 2)] [AvgPool(2, 1)]", "SNET0105", "2",
        "AvgPool(2, 1): a sequence [steps, features] has one window, over its steps: leave out the second")]
    [InlineData("[Input(1, 8, 8)] [MaxPool(2, PaddingBottom = 2)]", "SNET0104", "2",
        "MaxPool(2, PaddingBottom = 2): padding of 2 is more than half the window of 2: use a padding of at most 1")]
    [InlineData("[Input(8, 2)] [MaxPool(3, PaddingAfter = 2)]", "SNET0104", "2",
        "MaxPool(3, PaddingAfter = 2): padding of 2 is more than half the window of 3: use a padding of at most 1")]
    [InlineData("[Input(1, 1, 4)] [MaxPool(2, 1, DilationHeight = 2, PaddingHeight = 1)]", "SNET0105", "2",
        "MaxPool(2, 1, DilationHeight = 2, PaddingHeight = 1): a window meets nothing but padding, as 1x1x4 from Input(1, 1, 4) has "
            + "1 row: use a smaller Dilation")]
    [InlineData("[Input(1, 4, 4)] [Conv2d(2, 7, PaddingTop = 1)]", "SNET0203", "7",
        "Conv2d(2, 7, PaddingTop = 1) needs an input of at least 6x7 but gets 1x4x4 from Input(1, 4, 4): use a kernel of at most 4, or "
            + "PaddingBottom of at least 2 and PaddingRight of at least 3")]
    [InlineData("[Input(3, 4, 4)] [GroupNorm(2)]", "SNET0103", "2",
        "GroupNorm(2): 2 groups do not divide the 3 input channels of Input(3, 4, 4): use one of 1, 3")]
    [InlineData("[Input(4)] [GroupNorm(0)]", "SNET0101", "0", "GroupNorm(0): groups is 0, but must be at least 1")]
    [InlineData("[Input(4)] [GroupNorm(2, Epsilon = 0)]", "SNET0102", "0", "GroupNorm(2, Epsilon = 0): Epsilon is 0, but must be positive and finite")]
    [InlineData("[Input(4)] [InstanceNorm]", "SNET0201", "InstanceNorm",
        "InstanceNorm needs an image [channels, height, width] or a sequence [steps, features] but gets 4 from Input(4): a channel of one value has no "
            + "variance; use LayerNorm")]
    [InlineData("[Input(4, 1, 1)] [InstanceNorm]", "SNET0105", "InstanceNorm",
        "InstanceNorm: each channel of 4x1x1 from Input(4, 1, 1) is one value, which has no variance; use LayerNorm, or leave it out")]
    [InlineData("[Input(4)] [Power(double.NaN)]", "SNET0102", "double.NaN", "Power(NaN): exponent is NaN, but must be a finite number")]
    [InlineData("[Input(6, 2, 2)] [PixelShuffle(2)]", "SNET0105", "2",
        "PixelShuffle(2): it makes 1 channel of 4, but 6x2x2 from Input(6, 2, 2) has 6: use a factor of 1, or as many channels as it takes")]
    [InlineData("[Input(4, 2)] [Pad(2, 1, 1)]", "SNET0102", "2",
        "Pad(2, 1, 1): an axis is 2, but must be from -2 to 1, an axis of 4x2 from Input(4, 2)")]
    [InlineData("[Input(4, 2)] [Pad(1, 1, 2, Mode = PadMode.Reflect)]", "SNET0102", "2",
        "Pad(1, 1, 2, Mode = PadMode.Reflect): after is 2, but must be at most 1: axis 1 of 4x2 from Input(4, 2) has no more to reflect")]
    [InlineData("[Input(4, 2)] [Pad(1, -1, 2)]", "SNET0101", "-1", "Pad(1, -1, 2): before is -1, but must be at least 0")]
    [InlineData("[Input(5)] [Upsample(2)]", "SNET0201", "Upsample(2)", "Upsample(2) needs an image [channels, height, width] but gets 5 from Input(5)")]
    [InlineData("[Input(1, 97, 4)] [Upsample(101, 4)]", "SNET0105", "101",
        "Upsample(101, 4): a height of 101 from 97 reads the input in more than 32 patterns: use 97, or another height that has large "
            + "divisors in common with 97")]
    [InlineData("[Input(1, 1, 20000)] [Upsample(2, Mode = UpsampleMode.Bilinear)]", "SNET0105", "Upsample(2, Mode = UpsampleMode.Bilinear)",
        "Upsample(2, Mode = UpsampleMode.Bilinear): a width of 40000 needs a table of 80000 weights, but at most 65536 are written into code")]
    [InlineData("[Input(1, 4, 4)] [ConvTranspose2d(2, 3, OutputPadding = 1)]", "SNET0102", "1",
        "ConvTranspose2d(2, 3, OutputPadding = 1): OutputPadding is 1, but must be less than the stride or the dilation: at most 0")]
    [InlineData("[Input(1, 2, 2)] [ConvTranspose2d(2, 2, Padding = 2)]", "SNET0102", "2",
        "ConvTranspose2d(2, 2, Padding = 2): Padding is 2, but must be at most 1: it takes away as much at each end of the 3 rows "
            + "that 1x2x2 from Input(1, 2, 2) gives")]
    [InlineData("[Input(3, 4, 4)] [ConvTranspose2d(4, 2, Groups = 2)]", "SNET0103", "2",
        "ConvTranspose2d(4, 2, Groups = 2): 2 groups do not divide the 3 input channels of Input(3, 4, 4): use Groups = 1")]
    [InlineData("[Tokens(5, 7)] [Embedding(3, Positions = 4)]", "SNET0102", "4",
        "Embedding(3, Positions = 4): Positions is 4, but must be at least 5, as 5 tokens from Tokens(5, 7) have as many steps")]
    [InlineData("[Input(3)] [SoftmaxCrossEntropy(LabelSmoothing = 1.5)]", "SNET0102", "1.5",
        "SoftmaxCrossEntropy(LabelSmoothing = 1.5): LabelSmoothing is 1.5, but must be from 0 to 1")]
    [InlineData("[Input(3)] [BinaryCrossEntropy(PositiveWeight = 0)]", "SNET0102", "0",
        "BinaryCrossEntropy(PositiveWeight = 0): PositiveWeight is 0, but must be positive and finite")]
    public void SaysWhatIsNeeded(string layers, string id, string place, string message)
    {
        var problem = Assert.Single(Problems(layers), problem => problem.Severity > DiagnosticSeverity.Info);
        Assert.Equal((id, message), (problem.Id, problem.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Equal(place, GeneratorRun.TextOf(problem));
    }

    [Theory]
    [InlineData("[Input(9, 2, Lengths = true)] [Conv1d(3, 3, Stride = 2)]", 3)]
    [InlineData("[Input(9, 2, Lengths = true)] [Conv1d(3, 3, Stride = 2), MaxPool(2, Stride = 1)]", 5)]
    [InlineData("[Input(9, 2, Lengths = true)] [Conv1d(3, 3, Padding = 1), AvgPool(2, Same = true)]", 1)]
    [InlineData("[Input(9, 2, Lengths = true)] [MaxPool(4, CeilMode = true)]", 1)]
    public void KnowsTheLeastLengthThatLeavesAStep(string layers, int least) => Assert.Equal(least, NetworkSource.Of(layers).Inputs[0].LeastLength);

    [Fact]
    public void RefusesLengthsThatLeaveNoStep()
    {
        var run = GeneratorRun.Of(
            """
            using StaticNets;
            [Network] [Input(6, 2, Lengths = true)] [Conv1d(3, 3, Stride = 2)] [SoftmaxCrossEntropy]
            public sealed partial class Net
            {
                public static void Call() => new Net().Forward(new float[24], [6, 2], new float[12], 2);
            }
            """);
        InMemory.Run(run, assembly =>
        {
            var type = assembly.GetType("Net")!;
            var called = Assert.Throws<ArgumentException>(
                () => type.GetMethod("Call")!.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, null, null));
            Assert.Equal(Refusal("inputLengths"), called.Message);
            Assert.Equal(Refusal("lengths"), (string?)InMemory.Call(this, nameof(Refused), type));
        });

        static string Refusal(string argument)
            => $"{argument} of example 1 is 2, but must be from 3 to 6: layers that shorten it would leave no step. (Parameter '{argument}')";
    }

    private static string? Refused<T>()
        where T : class, INetwork<T>
    {
        var batch = new Batch { Count = 2 };
        batch.SetValues(0, new float[24]);
        batch.SetLengths(0, [6, 2]);
        try
        {
            T.Run(T.Create(1), in batch);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private static IEnumerable<Diagnostic> Problems(string layers)
        => GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;").Problems;
}
