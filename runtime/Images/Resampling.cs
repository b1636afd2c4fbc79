namespace StaticNets.Images;

/// <summary>
/// Changes the size of a picture by a triangle filter that is as wide as a pixel of the coarser grid: linear where it grows, without aliasing where it shrinks.
/// </summary>
internal sealed class Resampling(ResamplingAxis horizontal, ResamplingAxis vertical, int channels)
{
    /// <param name="source">Pixels with their channels side by side.</param>
    /// <param name="destination">Receives channel after channel.</param>
    public void Run(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var rows = new float[vertical.Source * horizontal.Count];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = 0; y < vertical.Source; y++)
            {
                for (var x = 0; x < horizontal.Count; x++)
                    rows[y * horizontal.Count + x] = horizontal.Sum(x, source, y * horizontal.Source * channels + channel, channels);
            }

            var plane = destination.Slice(channel * vertical.Count * horizontal.Count, vertical.Count * horizontal.Count);
            for (var y = 0; y < vertical.Count; y++)
            {
                for (var x = 0; x < horizontal.Count; x++)
                    plane[y * horizontal.Count + x] = (byte)Math.Clamp(MathF.Round(vertical.Sum(y, rows, x, horizontal.Count)), 0, 255);
            }
        }
    }
}

/// <summary>What each new pixel along a side takes of the old ones.</summary>
internal sealed class ResamplingAxis
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <param name="source">The old pixels.</param>
    /// <param name="start">Where the part of them begins that is taken.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="count">The new pixels.</param>
    public ResamplingAxis(int source, double start, double length, int count)
    {
        (Source, Count) = (source, count);
        (_first, _weights) = (new int[count], new float[count][]);
        var scale = length / count;
        var radius = Math.Max(1, scale);
        for (var i = 0; i < count; i++)
        {
            var centre = start + (i + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - radius + 0.5));
            var end = Math.Min(source, (int)(centre + radius + 0.5));
            var weights = new double[end - first];
            for (var tap = 0; tap < weights.Length; tap++)
                weights[tap] = Math.Max(0, 1 - Math.Abs((first + tap + 0.5 - centre) / radius));
            var sum = weights.Sum();
            _first[i] = first;
            _weights[i] = Array.ConvertAll(weights, weight => (float)(weight / sum));
        }
    }

    /// <summary>The old pixels.</summary>
    public int Source { get; }

    /// <summary>The new pixels.</summary>
    public int Count { get; }

    /// <summary>A new pixel of bytes that are <paramref name="stride"/> apart.</summary>
    public float Sum(int pixel, ReadOnlySpan<byte> values, int offset, int stride)
    {
        var sum = 0f;
        for (var tap = 0; tap < _weights[pixel].Length; tap++)
            sum += _weights[pixel][tap] * values[offset + (_first[pixel] + tap) * stride];
        return sum;
    }

    /// <summary>A new pixel of numbers that are <paramref name="stride"/> apart.</summary>
    public float Sum(int pixel, ReadOnlySpan<float> values, int offset, int stride)
    {
        var sum = 0f;
        for (var tap = 0; tap < _weights[pixel].Length; tap++)
            sum += _weights[pixel][tap] * values[offset + (_first[pixel] + tap) * stride];
        return sum;
    }
}
