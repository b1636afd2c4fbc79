namespace StaticNets.Benchmarks.Contenders;

/// <summary>LeNet's forward pass in scalar C#, an image after the other.</summary>
internal sealed class ScalarLeNet(IReadOnlyList<float[]> weights, float[] images, int count) : IContender
{
    private const int Side = 28, Padded = 32, Classes = 10;

    private readonly float[] _padded = new float[Padded * Padded], _conv1 = new float[6 * 28 * 28], _pool1 = new float[6 * 14 * 14],
        _conv2 = new float[16 * 10 * 10], _pool2 = new float[400], _dense1 = new float[120], _dense2 = new float[84], _output = new float[count * Classes];

    private readonly Digest _digest = new(count * Classes);

    public string Name => ScalarLoops.Library;

    public double Run()
    {
        for (int i = 0; i < count; i++)
            Classify(images.AsSpan(i * Side * Side, Side * Side), _output.AsSpan(i * Classes, Classes));
        return _digest.Of(_output);
    }

    private void Classify(ReadOnlySpan<float> image, Span<float> logits)
    {
        for (int y = 0; y < Side; y++)
            image.Slice(y * Side, Side).CopyTo(_padded.AsSpan(((y + 2) * Padded) + 2));
        ScalarLoops.Convolution(_padded, 1, Padded, weights[0], weights[1], 5, _conv1);
        ScalarLoops.Sigmoid(_conv1);
        ScalarLoops.AveragePool(_conv1, 6, Side, _pool1);
        ScalarLoops.Convolution(_pool1, 6, 14, weights[2], weights[3], 5, _conv2);
        ScalarLoops.Sigmoid(_conv2);
        ScalarLoops.AveragePool(_conv2, 16, 10, _pool2);
        ScalarLoops.Dense(_pool2, weights[4], weights[5], _dense1);
        ScalarLoops.Sigmoid(_dense1);
        ScalarLoops.Dense(_dense1, weights[6], weights[7], _dense2);
        ScalarLoops.Sigmoid(_dense2);
        ScalarLoops.Dense(_dense2, weights[8], weights[9], logits);
    }

    public void Dispose()
    {
    }
}
