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
    [InlineData("", "x86-64-v2")]
    public void NativeBuildWithoutWideVectorsIsWarnedOf(string runtime, string instructions)
        => Assert.Equal("SNET0305", Assert.Single(Run("true", runtime, instructions).Problems).Id);

    [Theory]
    [InlineData("linux-x64", "x86-64-v3")]
    [InlineData("linux-x64", "X86-64-V4")]
    [InlineData("linux-x64", "avx2")]
    [InlineData("linux-x64", "aes, avx512")]
    [InlineData("linux-x64", "native")]
    [InlineData("linux-arm64", "armv8.2-a")]
    [InlineData("", "apple-m1")]
    [InlineData("", "")]
    public void NativeBuildWithWideVectorsIsNot(string runtime, string instructions)
        => Assert.Empty(Run("true", runtime, instructions).Problems);

    [Fact]
    public void BuildForTheJitIsNot() => Assert.Empty(Run("", "linux-x64", "x86-64-v2").Problems);

    [Fact]
    public void BuildThatEmitsNoWideVectorsIsNot() => Assert.Empty(Run("true", "linux-x64", "x86-64-v2", widths: "128").Problems);

    private static GeneratorRun Run(string publishAot, string runtime, string instructions, string widths = "128;256")
        => GeneratorRun.Of(NetworkSource.Compile(Network), new Dictionary<string, string>
        {
            ["PublishAot"] = publishAot,
            ["RuntimeIdentifier"] = runtime,
            ["IlcInstructionSet"] = instructions,
            ["StaticNetsVectorWidths"] = widths,
        });
}
