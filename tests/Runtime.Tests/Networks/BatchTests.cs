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
    public void A_batch_that_is_extended_has_places_for_more_inputs_outputs_and_losses()
    {
        Batch batch = default, more = default, last = default;
        batch.Extend(ref more);
        batch.Extend(ref last);
        int[][] integers = [.. Enumerable.Range(0, 24).Select(i => new[] { i })];
        float[][] floats = [.. Enumerable.Range(0, 24).Select(i => new[] { i + 0.5f })];
        for (var input = 0; input < 24; input++)
        {
            if (input % 2 == 0)
                batch.SetTokens(input, integers[input]);
            else
                batch.SetValues(input, floats[input]);
            batch.SetLengths(input, integers[23 - input]);
        }

        for (var output = 0; output < 10; output++)
            batch.SetOutput(output, floats[output]);
        for (var loss = 0; loss < 3; loss++)
        {
            batch.SetLabels(loss, integers[loss]);
            batch.SetTargets(loss, floats[loss]);
            batch.SetClassWeights(loss, floats[loss + 3]);
            batch.SetDenominator(loss, loss + 7);
        }

        for (var input = 0; input < 24; input++)
        {
            Assert.True(batch.Tokens(input) == (input % 2 == 0 ? integers[input] : default));
            Assert.True(batch.Values(input) == (input % 2 == 0 ? default : floats[input]));
            Assert.True(batch.Lengths(input) == integers[23 - input]);
        }

        for (var output = 0; output < 10; output++)
            Assert.True(batch.OutputAt(output) == floats[output]);
        Assert.True(batch.Labels == integers[0] && batch.Targets == floats[0] && batch.ClassWeights == floats[3]);
        Assert.True(more.Labels == integers[1] && more.Targets == floats[1] && more.ClassWeights == floats[4]);
        Assert.Equal([7, 8, 9], new[] { batch.Denominator, more.Denominator, last.Denominator });
        Assert.Throws<ArgumentOutOfRangeException>("input", () => Extended(1).SetValues(24, default));
        Assert.Throws<ArgumentOutOfRangeException>("output", () => Extended(1).SetOutput(10, default));
        Assert.Throws<ArgumentOutOfRangeException>("loss", () => Extended(1).SetLabels(1, default));

        static Batch Extended(int count) => new() { Count = count };
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
