using Microsoft.CodeAnalysis;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What is said of arguments and shapes that elementwise layers and joins cannot work with.</summary>
public sealed class ElementwiseMessageTests
{
    [Theory]
    [InlineData("[Input(4)] [Clip(2, 1)]", "SNET0102", "Clip(2, 1): max is 1, but must be finite and greater than min, 2")]
    [InlineData("[Input(4)] [Clip(-1e300, 1)]", "SNET0102", "Clip(-1E+300, 1): min is -1E+300, but must be a finite number")]
    [InlineData("[Input(4)] [Elu(double.NaN)]", "SNET0102", "Elu(NaN): alpha is NaN, but must be a finite number")]
    [InlineData("[Input(4)] [Scale(1, double.PositiveInfinity)]", "SNET0102", "Scale(1, Infinity): shift is Infinity, but must be a finite number")]
    [InlineData("[Input(4)] [Huber(0)]", "SNET0102", "Huber(0): delta is 0, but must be positive and finite")]
    [InlineData("[Input(4)] [RmsNorm(Epsilon = 0)]", "SNET0102", "RmsNorm(Epsilon = 0): Epsilon is 0, but must be positive and finite")]
    [InlineData(
        "[Input(5, Name = \"a\")] [Input(3, 4, 4)] [Multiply(\"a\")]",
        "SNET0202",
        "Multiply(\"a\") joins 3x4x4 from Input(3, 4, 4) with 5 from Input(5, Name = \"a\"): a vector beside 3x4x4 has one number for each of its 3 channels")]
    [InlineData(
        "[Input(6, 4, Name = \"a\")] [Input(6)] [Subtract(\"a\")]",
        "SNET0202",
        "Subtract(\"a\") joins 6 from Input(6) with 6x4 from Input(6, 4, Name = \"a\"): a vector beside 6x4 has one number for each of its 4 features")]
    [InlineData(
        "[Input(6, 4, Name = \"a\")] [Input(4, 6)] [Divide(\"a\")]",
        "SNET0202",
        "Divide(\"a\") joins 4x6 from Input(4, 6) with 6x4 from Input(6, 4, Name = \"a\"): they must be alike, both 4x6 or both 6x4")]
    public void SayWhatIsNeeded(string layers, string id, string message)
    {
        var problem = Assert.Single(Problems(layers));
        Assert.Equal((id, message), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("Relu6")]
    [InlineData("HardSwish")]
    [InlineData("Softplus")]
    [InlineData("Exp")]
    [InlineData("Sqrt")]
    [InlineData("Square")]
    [InlineData("Abs")]
    public void WarnOfLogitsThatAreChanged(string layer)
        => Assert.Equal("SNET0402", Problem($"[Input(4)] [Dense(3), {layer}] [SoftmaxCrossEntropy]"));

    [Fact]
    public void ChecksArgumentsBehindAnUnknownShape()
        => Assert.Equal(["SNET0101", "SNET0102"], Problems("[Input(0)] [Huber(-1)]").Select(problem => problem.Id).Order());

    [Fact]
    public void WarnOfProbabilitiesWhereLogitsAreTaken()
        => Assert.Equal("SNET0401", Problem("[Input(4)] [Dense(3), HardSigmoid] [BinaryCrossEntropy]"));

    private static string Problem(string layers) => Assert.Single(Problems(layers)).Id;

    private static IEnumerable<Diagnostic> Problems(string layers)
        => GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;").Problems;
}
