using System.Globalization;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class NativeInstructionSetTests
{
    private const string Network =
        """
        using StaticNets;

        [Network]
        [Input(4)]
        [Dense(2)]
        public sealed partial class Net;
        """;

    [Theory]
    [InlineData("linux-x64", "avx")]
    [InlineData("linux-x64", "x86-64-v2")]
    [InlineData("win-x64", "sse4.2,aes")]
    [InlineData("win-x86", "x86-64-v2")]
    [InlineData("", "x86-64-v2")]
    [InlineData("linux-x64", "x86-64-v3,-avx2")]
    [InlineData("linux-x64", "+avx2, -avx2")]
    [InlineData("linux-x64", "x86-64-v3,-sse4.2")]
    public void NativeBuildWithoutWideVectorsIsWarnedOf(string runtime, string instructions)
    {
        var run = Run(runtime, instructions);
        var problem = Assert.Single(run.Problems);
        Assert.Equal("SNET0305", problem.Id);
        Assert.Equal("Net", GeneratorRun.TextOf(problem));
    }

    [Theory]
    [InlineData("linux-x64", "x86-64-v3")]
    [InlineData("linux-x64", "X86-64-V4")]
    [InlineData("linux-x64", "avx2")]
    [InlineData("linux-x64", "aes, avx512")]
    [InlineData("linux-x64", "native")]
    [InlineData("linux-x64", "x86-64-v4,-avx512")]
    [InlineData("linux-x64", "-avx2,x86-64-v3")]
    [InlineData("linux-x64", "x86-64-v3,-aes")]
    [InlineData("win-x86", "x86-64-v3")]
    [InlineData("linux-arm64", "armv8.2-a")]
    [InlineData("", "apple-m1")]
    [InlineData("", "")]
    public void NativeBuildWithWideVectorsIsNot(string runtime, string instructions) => Assert.Empty(Run(runtime, instructions).Problems);

    [Fact]
    public void BuildForTheJitIsNot() => Assert.Empty(Run("linux-x64", "x86-64-v2", publishAot: "").Problems);

    [Theory]
    [InlineData("x86-64-v2", "128")]
    [InlineData("x86-64-v3", "128")]
    [InlineData("x86-64-v3", "128;256;512")]
    [InlineData("x86-64-v3", "256;512")]
    [InlineData("x86-64-v4", "512")]
    [InlineData("native", "512")]
    public void BuildThatLosesNothingIsNot(string instructions, string widths) => Assert.Empty(Run("linux-x64", instructions, widths).Problems);

    [Theory]
    [InlineData("x86-64-v2", "128;256", "256-bit", "set IlcInstructionSet to x86-64-v3, or leave it unset")]
    [InlineData("x86-64-v2", "128;512", "512-bit", "set IlcInstructionSet to x86-64-v4, or emit 128-bit code alone")]
    [InlineData("x86-64-v3", "128;512", "512-bit", "set IlcInstructionSet to x86-64-v4, or emit 256-bit code too")]
    [InlineData("x86-64-v3,-avx2", "128;256;512", "256-bit and 512-bit", "set IlcInstructionSet to x86-64-v3 or x86-64-v4, or leave it unset")]
    public void MessageSaysWhatIsLostAndWhatToSet(string instructions, string widths, string lost, string remedy)
        => Assert.Equal(
            $"NativeAOT compiles this program for '{instructions}', which leaves out or splits the {lost} code of Net: {remedy}",
            Assert.Single(Run("linux-x64", instructions, widths).Problems).GetMessage(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("x86-64-v3", "512", "512-bit", "256", "x86-64-v4, or add 256 to")]
    [InlineData("x86-64-v4,-avx512", "512", "512-bit", "256", "x86-64-v4, or add 256 to")]
    [InlineData("x86-64-v2", "256", "256-bit", "128", "x86-64-v3, or add 128 to")]
    [InlineData("avx", "256;512", "256-bit and 512-bit", "128", "x86-64-v3, or add 128 to")]
    public void CodeThatRunsInSoftwareIsWarnedOf(string instructions, string widths, string emitted, string bits, string remedy)
    {
        var problem = Assert.Single(Run("linux-x64", instructions, widths).Problems);
        Assert.Equal("SNET0307", problem.Id);
        Assert.Equal("Net", GeneratorRun.TextOf(problem));
        Assert.Equal(
            $"NativeAOT compiles this program for '{instructions}', which runs vectors of up to {bits} bits at full speed, but Net has only {emitted} code, "
                + $"which it splits or does in software: set IlcInstructionSet to {remedy} StaticNetsVectorWidths",
            problem.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void NetworkThatChoosesItsWidthsIsJudgedByThem()
    {
        const string OneNarrow = "using StaticNets; [Network(VectorWidths = VectorWidths.Bits128)] [Input(4)] [Dense(2)] public sealed partial class Narrow;";
        Assert.Empty(Run("linux-x64", "x86-64-v2", source: OneNarrow).Problems);
        Assert.Equal(["Net"], Run("linux-x64", "x86-64-v2", source: Network + OneNarrow.Replace("using StaticNets;", "", StringComparison.Ordinal)).Problems
            .Select(GeneratorRun.TextOf));

        var wide = Run("linux-x64", "x86-64-v3", source: OneNarrow.Replace("Bits128", "Bits512", StringComparison.Ordinal));
        var problem = Assert.Single(wide.Problems);
        Assert.Equal("SNET0307", problem.Id);
        Assert.Equal("VectorWidths.Bits512", GeneratorRun.TextOf(problem));
        Assert.EndsWith("set IlcInstructionSet to x86-64-v4, or add Bits256 to its VectorWidths", problem.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("x86-64-v2", "128;256;512")]
    [InlineData("x86-64-v3", "512")]
    public void ProgramWithoutNetworksIsNotWarned(string instructions, string widths)
        => Assert.Empty(Run("linux-x64", instructions, widths, source: "public static class Program { public static void Main() { } }").Problems);

    private static GeneratorRun Run(string runtime, string instructions, string widths = "128;256", string publishAot = "true", string source = Network)
        => GeneratorRun.Of(NetworkSource.Compile(source), new Dictionary<string, string>
        {
            ["PublishAot"] = publishAot,
            ["RuntimeIdentifier"] = runtime,
            ["IlcInstructionSet"] = instructions,
            ["StaticNetsVectorWidths"] = widths,
        });
}
