using Xunit;

namespace StaticNets.Tests.Networks;

public sealed class BatchTests
{
    [Fact]
    public void Every_input_keeps_its_own_spans()
    {
        var batch = new Batch();
        var floats = new float[Batch.MaxInputs][];
        var lengths = new int[Batch.MaxInputs][];
        for (var input = 0; input < Batch.MaxInputs; input++)
        {
            floats[input] = [input, input + 0.5f];
            lengths[input] = [input + 100];
            batch.SetValues(input, floats[input]);
            batch.SetLengths(input, lengths[input]);
            batch.SetInputGradient(input, floats[input].AsSpan(1));
        }
        for (var input = 0; input < Batch.MaxInputs; input++)
        {
            Assert.True(batch.Values(input) == floats[input]);
            Assert.True(batch.Lengths(input) == lengths[input]);
            Assert.True(batch.InputGradient(input) == floats[input].AsSpan(1));
            Assert.True(batch.Tokens(input).IsEmpty);
        }
    }

    [Fact]
    public void Tokens_are_not_values()
    {
        int[] tokens = [3, -1, int.MinValue];
        var batch = new Batch();
        for (var input = 0; input < Batch.MaxInputs; input++)
        {
            batch.SetTokens(input, tokens);
            Assert.True(batch.Tokens(input) == tokens);
            Assert.True(batch.Values(input).IsEmpty);
        }
        float[] values = [1];
        batch.SetValues(3, values);
        Assert.True(batch.Values(3) == values);
        Assert.True(batch.Tokens(3).IsEmpty);
        Assert.True(batch.Tokens(2) == tokens);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Batch.MaxInputs)]
    [InlineData(32)]
    public void An_input_that_cannot_be_is_an_error(int input)
    {
        Assert.Throws<ArgumentOutOfRangeException>("input", () => new Batch().SetValues(input, default));
        Assert.Throws<ArgumentOutOfRangeException>("input", () => new Batch().SetTokens(input, default));
        Assert.Throws<ArgumentOutOfRangeException>("input", () => new Batch().SetLengths(input, default));
        Assert.Throws<ArgumentOutOfRangeException>("input", () => new Batch().SetInputGradient(input, default));
        Assert.Throws<ArgumentOutOfRangeException>("input", () => { _ = new Batch().Values(input); });
        Assert.Throws<ArgumentOutOfRangeException>("input", () => { _ = new Batch().Tokens(input); });
        Assert.Throws<ArgumentOutOfRangeException>("input", () => { _ = new Batch().Lengths(input); });
        Assert.Throws<ArgumentOutOfRangeException>("input", () => { _ = new Batch().InputGradient(input); });
    }
}
