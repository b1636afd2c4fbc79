using StaticNets.Tests.Networks.Interpreted;
using Xunit;

namespace StaticNets.Tests;

/// <summary>Attention weights that are read out: they are those that the output was made with.</summary>
public sealed class ExposedWeightsTests
{
    private const double Close = 1e-5;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(19)]
    public void Weights_times_values_are_the_output(int count)
    {
        const int Queries = 5, Keys = 7, Features = 6;
        var (queries, memory, lengths) = (Values(count * ExposedDot.QueriesSize, 1), Values(count * ExposedDot.MemorySize, 2), Lengths(count, Keys));
        var (output, weights) = (new float[count * ExposedDot.OutputSize], new float[count * ExposedDot.AWeightsSize]);
        new ExposedDot(seed: 1).Forward(queries, memory, lengths, output, weights, count);
        for (var row = 0; row < count * Queries; row++)
        {
            var ofRow = weights.AsSpan(row * Keys, Keys);
            var example = row / Queries;
            AssertIsDistribution(ofRow, lengths[example]);
            for (var feature = 0; feature < Features; feature++)
            {
                var sum = 0.0;
                for (var key = 0; key < Keys; key++)
                    sum += (double)ofRow[key] * memory[(example * Keys + key) * Features + feature];
                Assert.Equal(sum, output[row * Features + feature], Close);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    public void Additive_weights_are_the_equation(int count)
    {
        const int Queries = 4, Width = 5, Keys = 19, Features = 3, Hidden = 6;
        var network = new ExposedAdditive(seed: 1);
        var (queries, memory, lengths) = (Values(count * ExposedAdditive.QueriesSize, 1), Values(count * ExposedAdditive.MemorySize, 2), Lengths(count, Keys));
        var (output, weights) = (new float[count * ExposedAdditive.OutputSize], new float[count * ExposedAdditive.AWeightsSize]);
        network.Forward(queries, memory, lengths, output, weights, count);
        var (ofQuery, ofKey, ofScore) = (network.Parameters["a.query.weight"], network.Parameters["a.key.weight"], network.Parameters["a.score.weight"]);
        for (var row = 0; row < count * Queries; row++)
        {
            var example = row / Queries;
            var scores = new double[lengths[example]];
            for (var key = 0; key < scores.Length; key++)
            {
                for (var unit = 0; unit < Hidden; unit++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < Width; i++)
                        sum += (double)queries[row * Width + i] * ofQuery[unit * Width + i];
                    for (var i = 0; i < Features; i++)
                        sum += (double)memory[(example * Keys + key) * Features + i] * ofKey[unit * Features + i];
                    scores[key] += ofScore[unit] * Math.Tanh(sum);
                }
            }

            var total = scores.Sum(Math.Exp);
            AssertIsDistribution(weights.AsSpan(row * Keys, Keys), lengths[example]);
            for (var key = 0; key < scores.Length; key++)
                Assert.Equal(Math.Exp(scores[key]) / total, weights[row * Keys + key], Close);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void Heads_look_back_only_and_layers_are_apart(int count)
    {
        const int Steps = 6;
        var input = Values(count * ExposedHeads.InputSize, 1);
        var output = new float[count * ExposedHeads.OutputSize];
        var (first, second) = (new float[count * ExposedHeads.FirstWeightsSize], new float[count * ExposedHeads.SecondWeightsSize]);
        var network = new ExposedHeads(seed: 1);
        network.Forward(input, output, first, second, count);
        Assert.Equal((count * 4 * Steps * Steps, count * 2 * Steps * Steps), (first.Length, second.Length));
        foreach (var weights in new[] { first, second })
        {
            for (var row = 0; row < weights.Length / Steps; row++)
                AssertIsDistribution(weights.AsSpan(row * Steps, Steps), row % Steps + 1);
        }

        var alone = new float[second.Length];
        network.Forward(input, output, [], alone, count);
        Assert.Equal(second, alone);
        Assert.Throws<ArgumentException>("firstWeights", () => network.Forward(input, output, new float[3], [], count));
    }

    [Fact]
    public void A_step_gives_the_weights_of_its_row()
    {
        const int Keys = 7, Steps = 5, Width = 4;
        var (source, steps) = (Values(2 * ExposedDecoder.SourceSize, 1), Values(2 * ExposedDecoder.StepsSize, 2));
        var (output, weights) = (new float[2 * ExposedDecoder.OutputSize], new float[2 * ExposedDecoder.DecoderWeightsSize]);
        var network = new ExposedDecoder(seed: 1);
        network.Forward(source, [7, 3], steps, output, weights, 2);

        var state = new ExposedDecoder.State(2);
        network.Encode(source, [7, 3], state);
        for (var step = 0; step < Steps; step++)
        {
            float[] inputs = [.. steps.AsSpan(step * Width, Width), .. steps.AsSpan(ExposedDecoder.StepsSize + step * Width, Width)];
            var (ofStep, weightsOfStep) = (new float[2 * Width], new float[2 * Keys]);
            network.Step(inputs, ofStep, weightsOfStep, state);
            for (var example = 0; example < 2; example++)
            {
                for (var key = 0; key < Keys; key++)
                    Assert.Equal(weights[(example * Steps + step) * Keys + key], weightsOfStep[example * Keys + key], Close);
                AssertIsDistribution(weightsOfStep.AsSpan(example * Keys, Keys), example == 0 ? 7 : 3);
            }
        }
    }

    private static void AssertIsDistribution(ReadOnlySpan<float> weights, int length)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            Assert.Equal(i < length, weights[i] > 0);
            sum += weights[i];
        }

        Assert.Equal(1, sum, Close);
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    private static int[] Lengths(int count, int steps) => [.. Enumerable.Range(0, count).Select(i => i * 3 % steps + 1)];
}
