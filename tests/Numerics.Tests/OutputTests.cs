using StaticNets.Tests.Networks.Interpreted;
using Xunit;

namespace StaticNets.Tests;

/// <summary>Outputs beside the last value: what layers give, in batches, alone and step by step.</summary>
public sealed class OutputTests
{
    /// <summary>What the layers behind make of an output is the network's own.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(17)]
    public void Are_what_the_layers_behind_go_on_with(int count)
    {
        var network = new OutputOfLayers(seed: 3);
        var input = Values(count * OutputOfLayers.InputSize);
        var (output, features, hidden) = (Unset(count * 3), Unset(count * OutputOfLayers.FeaturesSize), Unset(count * OutputOfLayers.HiddenSize));
        network.Forward(input, output, features, hidden, count);
        Assert.DoesNotContain(features, value => !(value >= 0));
        for (var example = 0; example < count; example++)
        {
            var means = features.AsSpan(example * 80, 80).ToArray().Chunk(20).Select(channel => channel.Average()).ToArray();
            AssertClose(Dense(network, "dense1", means), hidden.AsSpan(example * 7, 7));
            AssertClose(Dense(network, "dense2", [.. hidden.Skip(example * 7).Take(7).Select(MathF.Tanh)]), output.AsSpan(example * 3, 3));
        }
    }

    [Fact]
    public void Are_0_beyond_an_examples_length_and_the_same_step_by_step()
    {
        const int count = 6;
        var network = new OutputHeads(seed: 5);
        var input = Values(count * OutputHeads.InputSize);
        int[] lengths = [1, 6, 3, 2, 5, 4];
        var (output, value) = (Unset(count * OutputHeads.OutputSize), Unset(count * OutputHeads.ValueSize));
        network.Forward(input, lengths, output, value, count);
        var state = new OutputHeads.State(count);
        for (var step = 0; step < 6; step++)
        {
            float[] inputs = [.. Enumerable.Range(0, count).SelectMany(example => input.Skip((example * 6 + step) * 3).Take(3))];
            var (stepOutput, stepValue) = (Unset(count * 4), Unset(count * 2));
            network.Step(inputs, stepOutput, stepValue, state);
            for (var example = 0; example < count; example++)
            {
                var isReal = step < lengths[example];
                AssertClose(isReal ? stepOutput.AsSpan(example * 4, 4) : new float[4], output.AsSpan((example * 6 + step) * 4, 4));
                AssertClose(isReal ? stepValue.AsSpan(example * 2, 2) : new float[2], value.AsSpan((example * 6 + step) * 2, 2));
            }
        }
    }

    /// <summary>What comes from no input is there at every step, without a beginning.</summary>
    [Fact]
    public void Of_steps_that_read_values_of_their_own_are_those_of_the_sequence()
    {
        const int count = 3;
        var network = new SteppedOwnValues(seed: 7);
        var input = Values(count * SteppedOwnValues.InputSize);
        var output = Unset(count * SteppedOwnValues.OutputSize);
        network.Forward(input, output, count);
        var state = new SteppedOwnValues.State(count);
        for (var step = 0; step < 6; step++)
        {
            float[] inputs = [.. Enumerable.Range(0, count).SelectMany(example => input.Skip((example * 6 + step) * 3).Take(3))];
            var stepOutput = Unset(count * 5);
            network.Step(inputs, stepOutput, state);
            for (var example = 0; example < count; example++)
                AssertClose(stepOutput.AsSpan(example * 5, 5), output.AsSpan((example * 6 + step) * 5, 5));
        }
    }

    [Fact]
    public void Are_in_the_networks_description()
    {
        Assert.Equal(["output 3", "features 4x5x4", "hidden 7"], OutputOfLayers.Info.Outputs.Select(output => output.ToString()));
        Assert.Equal(["output 6x4", "value 6x2"], OutputHeads.Info.Outputs.Select(output => output.ToString()));
        Assert.Equal("output", Assert.Single(ExposedDot.Info.Outputs).Name);
    }

    [Fact]
    public void Of_the_wrong_length_are_named()
    {
        var network = new OutputOfLayers();
        var wrong = Assert.Throws<ArgumentException>(() => network.Forward(new float[60], new float[3], new float[80], new float[8]));
        Assert.Equal("hidden has 8 elements, but 1 example of shape 7 need 7. (Parameter 'hidden')", wrong.Message);
    }

    [Fact]
    public void Are_given_by_inference_alone_and_may_be_left_out_of_a_batch()
    {
        var network = new OutputOfLayers(seed: 3);
        var hidden = Unset(7);
        var batch = new Batch { Count = 1 };
        batch.SetValues(0, Values(60));
        batch.SetOutput(2, hidden);
        OutputOfLayers.Run(network, in batch);
        Assert.DoesNotContain(hidden, float.IsNaN);
        Assert.True(batch.OutputAt(0).IsEmpty && batch.OutputAt(1).IsEmpty);

        var wrong = Assert.Throws<ArgumentException>(() =>
        {
            var training = new Batch { Count = 1, Labels = new int[1] };
            training.SetValues(0, new float[60]);
            training.SetOutput(1, new float[80]);
            OutputOfLayers.Run(network, in training);
        });
        Assert.StartsWith("features is given by inference only, but the batch has labels.", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batch().SetOutput(8, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batch().OutputAt(-1).Length);
    }

    private static float[] Dense(OutputOfLayers network, string layer, float[] input)
    {
        var (weight, bias) = (network.Parameters[$"{layer}.weight"], network.Parameters[$"{layer}.bias"]);
        return [.. bias.Select((sum, unit) => sum + input.Select((value, i) => value * weight[unit * input.Length + i]).Sum())];
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    private static float[] Values(int count) => FormulaValues.Of("outputs", count, 1);

    private static float[] Unset(int count) => [.. Enumerable.Repeat(float.NaN, count)];
}
