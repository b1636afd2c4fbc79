using StaticNets.Generator.Model;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>
/// Layers that the result does not depend on change nothing of how a network runs step by step, although one step may be too little for them.
/// </summary>
public sealed class UnusedLayerTests
{
    [Theory]
    [InlineData("[Input(6, 5)] [Gru(5, Name = \"g\")] [Conv1d(3, 4)] [Dense(2, From = \"g\")]")]
    [InlineData("[Input(6, 5)] [Gru(5, Name = \"g\")] [Dense(4)] [Conv1d(3, 4), Flatten, Dense(3)] [Dense(2, From = \"g\")] [MeanSquaredError]")]
    [InlineData(
        "[Tokens(6, 9)] [Embedding(5, Name = \"e\")] [Conv1d(3, 4), MultiHeadAttention(3, Expose = true)] "
            + "[MultiHeadAttention(5, From = \"e\", Causal = true, Expose = true)]")]
    [InlineData(
        "[Tokens(1, 2, Name = \"source\", Lengths = true)] [OneHot(Name = \"keys\")] [Lstm(17, Attend = \"keys\")] [Tokens(6, 9, Name = \"second\")] "
            + "[Embedding(5, Name = \"row\")] [Conv1d(3, 4)] [Tanh(From = \"row\")] [Attention(Keys = \"keys\", Score = Score.Additive, Hidden = 4)]")]
    public void LeaveTheStepAsItIs(string layers)
    {
        var model = NetworkSource.Of(layers);
        Assert.NotNull(model.Step);
        Assert.All(model.Step.Parameters, parameter => Assert.Equal(Ordinal(model, parameter.Name), parameter.Tensor.Ordinal));
        Assert.All(model.Step.Exposed, exposed
            => Assert.Equal(model.Exposed.Single(whole => whole.Name == exposed.Name).Tensor.Ordinal, exposed.Tensor.Ordinal));
        Assert.Empty(GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;").CompilerProblems);
    }

    /// <summary>A layer is of use by its final state alone, which is missed where nothing takes it.</summary>
    [Theory]
    [InlineData("[Input(6, 5)] [Gru(5, FinalHidden = \"h\")] [Dense(2, From = \"h\")]", null)]
    [InlineData("[Input(6, 5)] [Lstm(5, FinalHidden = \"h\", FinalCell = \"c\")] [Add(\"c\", From = \"h\")]", null)]
    [InlineData("[Input(6, 5)] [Gru(5, FinalHidden = \"h\")] [Dense(2)]", "'h'")]
    [InlineData("[Input(6, 5, Name = \"a\")] [Gru(5)] [Dense(2, From = \"a\")]", "'gru1'")]
    public void AreMissedWhereNothingTakesAnyOfTheirValues(string layers, string? missed)
    {
        var problems = GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;").Problems;
        var messages = problems.Where(problem => problem.Id == "SNET0015")
            .Select(problem => problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        if (missed is null)
        {
            Assert.Empty(messages);
        }
        else
        {
            Assert.Contains(missed, Assert.Single(messages), StringComparison.Ordinal);
        }
    }

    private static int Ordinal(NetworkModel model, string parameter) => model.Parameters.Single(whole => whole.Name == parameter).Tensor.Ordinal;
}
