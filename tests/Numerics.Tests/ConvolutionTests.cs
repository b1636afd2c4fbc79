using StaticNets.Tests.Networks.Interpreted;
using Xunit;

namespace StaticNets.Tests;

/// <summary>
/// What "Dive into Deep Learning", chapter 7, says of convolutions and pools, at the vector width of this process:
/// of one example alone and of examples in a block.
/// </summary>
public sealed class ConvolutionTests
{
    private const int Block = 16;

    public static TheoryData<int> Counts => [1, Block];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Cross_correlation_of_nine_numbers_with_four(int count)
    {
        var network = new TextbookCrossCorrelation();
        network.Parameters["conv2d1.weight"] = [0, 1, 2, 3];
        var output = new float[count * 4];
        network.Forward([.. Repeat([0, 1, 2, 3, 4, 5, 6, 7, 8], count)], output, count);
        Assert.Equal(Repeat([19, 25, 37, 43], count), output);
    }

    /// <summary>An image that is white, black and white again; its edges are 1 and -1 where the colour changes.</summary>
    [Theory]
    [MemberData(nameof(Counts))]
    public void Kernel_that_detects_edges_is_learned_from_an_image_and_its_edges(int count)
    {
        float[] image = [.. Repeat([1, 1, 0, 0, 0, 0, 1, 1], 6 * count)];
        float[] edges = [.. Repeat([0, 1, 0, 0, 0, -1, 0], 6 * count)];
        var network = new TextbookEdge(seed: 1);
        var gradients = TextbookEdge.NewGradients();
        var optimizer = new Sgd(rate: 0.5);
        for (var step = 0; step < 500; step++)
        {
            network.Backward(image, edges, gradients, count);
            optimizer.Step(network.Parameters, gradients);
        }

        var weights = network.Parameters["conv2d1.weight"];
        Assert.Equal(1f, weights[0], 1e-3f);
        Assert.Equal(-1f, weights[1], 1e-3f);
        Assert.True(network.Loss(image, edges, count) < 1e-6);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void One_by_one_convolution_is_a_dense_layer_over_channels(int count)
    {
        const int Pixels = TextbookOneByOne.InputSize / 3;
        var convolution = new TextbookOneByOne(seed: 2);
        var dense = new TextbookDenseOverChannels();
        dense.Parameters["dense1.weight"] = convolution.Parameters["conv2d1.weight"];
        dense.Parameters["dense1.bias"] = convolution.Parameters["conv2d1.bias"];
        var image = FormulaValues.Of("image", count * TextbookOneByOne.InputSize, 1);
        float[] output = new float[count * TextbookOneByOne.OutputSize], pixels = new float[output.Length];
        convolution.Forward(image, output, count);
        dense.Forward(Transpose(image, 3, Pixels), pixels, count);
        var expected = Transpose(pixels, Pixels, 5);
        for (var i = 0; i < output.Length; i++)
            Assert.Equal(expected[i], output[i], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Pools_leave_channels_apart(int count)
    {
        var image = FormulaValues.Of("image", count * TextbookMaxPool.InputSize, 1);
        const int Pixels = TextbookMaxPool.InputSize / 3, Pooled = TextbookMaxPool.OutputSize / 3;
        var changed = image.Select((value, i) => i / Pixels % 3 == 1 ? value + 5 : value).ToArray();
        float[] max = new float[count * TextbookMaxPool.OutputSize], maxOfChanged = new float[max.Length], mean = new float[max.Length],
            meanOfChanged = new float[max.Length];
        new TextbookMaxPool().Forward(image, max, count);
        new TextbookMaxPool().Forward(changed, maxOfChanged, count);
        new TextbookAvgPool().Forward(image, mean, count);
        new TextbookAvgPool().Forward(changed, meanOfChanged, count);
        for (var i = 0; i < max.Length; i++)
        {
            var added = i / Pooled % 3 == 1 ? 5 : 0;
            Assert.Equal(max[i] + added, maxOfChanged[i], 1e-5f);
            Assert.Equal(mean[i] + added, meanOfChanged[i], 1e-5f);
        }
    }

    private static IEnumerable<float> Repeat(float[] values, int times) => Enumerable.Repeat(values, times).SelectMany(row => row);

    /// <summary>Turns rows and columns of every example.</summary>
    private static float[] Transpose(float[] values, int rows, int columns)
        => [.. Enumerable.Range(0, values.Length)
            .Select(i => values[(i / (rows * columns) * rows * columns) + (i % rows * columns) + (i % (rows * columns) / rows)])];
}
