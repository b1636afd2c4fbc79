namespace StaticNets.Benchmarks.Contenders;

/// <summary>Layers as one writes them in C# without vectors: loops over spans, in the order that reads memory in sequence.</summary>
internal static class ScalarLoops
{
    /// <summary>Their name in the table.</summary>
    public const string Library = "scalar C#";

    /// <summary>
    /// A valid cross-correlation, [channels][size][size] with [filters][channels][kernel][kernel], of an input that has its padding around it.
    /// </summary>
    public static void Convolution(
        ReadOnlySpan<float> input, int channels, int size, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int kernel, Span<float> output)
    {
        int side = size - kernel + 1;
        for (int filter = 0; filter < bias.Length; filter++)
        {
            for (int y = 0; y < side; y++)
            {
                var row = output.Slice(((filter * side) + y) * side, side);
                row.Fill(bias[filter]);
                for (int channel = 0; channel < channels; channel++)
                {
                    for (int ky = 0; ky < kernel; ky++)
                    {
                        var source = input.Slice(((channel * size) + y + ky) * size, size);
                        for (int kx = 0; kx < kernel; kx++)
                        {
                            float factor = weight[(((((filter * channels) + channel) * kernel) + ky) * kernel) + kx];
                            for (int x = 0; x < row.Length; x++)
                                row[x] += factor * source[x + kx];
                        }
                    }
                }
            }
        }
    }

    /// <summary>[rows][columns] times a vector, plus a bias.</summary>
    public static void Dense(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output)
    {
        bias.CopyTo(output);
        AddProduct(input, weight, output);
    }

    /// <summary>Adds [rows][columns] times a vector.</summary>
    public static void AddProduct(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output)
    {
        for (int row = 0; row < output.Length; row++)
        {
            var weights = weight.Slice(row * input.Length, input.Length);
            // Four sums, so that an addition need not wait for the one before.
            float a = 0, b = 0, c = 0, d = 0;
            int i = 0;
            for (; i + 4 <= weights.Length; i += 4)
            {
                a += weights[i] * input[i];
                b += weights[i + 1] * input[i + 1];
                c += weights[i + 2] * input[i + 2];
                d += weights[i + 3] * input[i + 3];
            }
            for (; i < weights.Length; i++)
                a += weights[i] * input[i];
            output[row] += (a + b) + (c + d);
        }
    }

    /// <summary>Means over windows of 2x2.</summary>
    public static void AveragePool(ReadOnlySpan<float> input, int channels, int size, Span<float> output)
    {
        int side = size / 2;
        for (int row = 0; row < channels * side; row++)
        {
            var upper = input.Slice(2 * row * size, size);
            var lower = input.Slice(((2 * row) + 1) * size, size);
            for (int x = 0; x < side; x++)
                output[(row * side) + x] = 0.25f * (upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1]);
        }
    }

    public static void Sigmoid(Span<float> values)
    {
        foreach (ref float value in values)
            value = Sigmoid(value);
    }

    public static float Sigmoid(float value) => 1 / (1 + MathF.Exp(-value));
}
