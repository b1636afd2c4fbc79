using System.Buffers;
using StaticNets.Numerics;

namespace StaticNets.Generation;

/// <summary>
/// Draws tokens from a network's logits, to generate text. A draw is a function of the seed, the sequence and the position alone: nothing is remembered from
/// draw to draw, nothing is allocated, and one sampler serves many threads.
/// </summary>
public sealed class TokenSampler
{
    // More than this would be too much for the stack.
    private const int MostOnStack = 512;

    private readonly ulong _seed;

    /// <summary>Makes a sampler.</summary>
    /// <param name="seed">The same seed draws the same tokens. Default: 0.</param>
    /// <param name="temperature">
    /// What logits are divided by: below 1 probable tokens become more probable, above 1 less, and 0 always takes the most probable. Default: 1.
    /// </param>
    /// <param name="topK">Only the most probable tokens, this many, are drawn from. Default: null, from all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is negative or not finite, or <paramref name="topK"/> is below 1.</exception>
    public TokenSampler(ulong seed = 0, double temperature = 1, int? topK = null)
    {
        if (!(temperature >= 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, $"temperature is {temperature}, but must be a number from 0 up.");
        if (topK < 1)
            throw new ArgumentOutOfRangeException(nameof(topK), topK, $"topK is {topK}, but at least 1 token is needed to draw from.");
        (_seed, Temperature, TopK) = (seed, temperature, topK);
    }

    /// <summary>What logits are divided by.</summary>
    public double Temperature { get; }

    /// <summary>The number of tokens that are drawn from; null for all.</summary>
    public int? TopK { get; }

    /// <summary>The most probable token; of several, the first.</summary>
    /// <param name="logits">A number for each token.</param>
    /// <exception cref="ArgumentException">There is no logit, or the largest is not a finite number.</exception>
    public static int Greedy(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var token = 0; token < logits.Length; token++)
        {
            if (float.IsNaN(logits[token]))
                throw NotFinite(token, logits[token]);
            if (logits[token] > logits[best])
                best = token;
        }

        if (logits.IsEmpty)
            throw new ArgumentException("logits is empty, but at least one token is needed.", nameof(logits));
        return float.IsFinite(logits[best]) ? best : throw NotFinite(best, logits[best]);
    }

    /// <summary>Draws a token.</summary>
    /// <param name="logits">A number for each token; a token with negative infinity is never drawn.</param>
    /// <param name="position">The position in the sequence.</param>
    /// <param name="sequence">Which of several sequences. Default: 0.</param>
    /// <exception cref="ArgumentException">There is no logit, or the largest is not a finite number.</exception>
    public int Next(ReadOnlySpan<float> logits, long position, int sequence = 0)
    {
        var greedy = Greedy(logits);
        if (Temperature == 0 || TopK == 1)
            return greedy;
        if (!(TopK < logits.Length))
            return Draw(logits, logits[greedy], float.NegativeInfinity, ties: 0, position, sequence);

        var (least, ties) = LeastOfTop(logits, TopK.Value);
        return Draw(logits, logits[greedy], least, ties, position, sequence);
    }

    /// <summary>
    /// Draws from the tokens whose logit is above <paramref name="least"/>, and from the first <paramref name="ties"/> of those where it is equal.
    /// </summary>
    private int Draw(ReadOnlySpan<float> logits, float largest, float least, int ties, long position, int sequence)
    {
        var total = 0.0;
        var remaining = ties;
        foreach (var logit in logits)
            total += Weight(logit, largest, least, ref remaining);

        var threshold = Uniform(position, sequence) * total;
        var sum = 0.0;
        var last = 0;
        remaining = ties;
        for (var token = 0; token < logits.Length; token++)
        {
            var weight = Weight(logits[token], largest, least, ref remaining);
            if (weight == 0)
                continue;
            last = token;
            sum += weight;
            if (sum > threshold)
                break;
        }

        return last;
    }

    private double Weight(float logit, float largest, float least, ref int ties)
    {
        if (logit < least || (logit == least && ties-- <= 0))
            return 0;
        return Math.Exp(((double)logit - largest) / Temperature);
    }

    private double Uniform(long position, int sequence)
    {
        var (key0, key1) = CounterRandom.Key(_seed, position, (uint)sequence);
        return ((ulong)key1 << 32 | key0) * (1.0 / (1UL << 32) / (1UL << 32));
    }

    /// <summary>The least of the <paramref name="count"/> largest logits, and how many of those have this value.</summary>
    private static (float Least, int Ties) LeastOfTop(ReadOnlySpan<float> logits, int count)
    {
        var rented = count > MostOnStack ? ArrayPool<float>.Shared.Rent(count) : null;
        var heap = rented is null ? stackalloc float[count] : rented.AsSpan(0, count);
        logits[..count].CopyTo(heap);
        for (var parent = count / 2 - 1; parent >= 0; parent--)
            SiftDown(heap, parent);
        foreach (var logit in logits[count..])
        {
            if (logit <= heap[0])
                continue;
            heap[0] = logit;
            SiftDown(heap, 0);
        }

        var result = (heap[0], heap.Count(heap[0]));
        if (rented is not null)
            ArrayPool<float>.Shared.Return(rented);
        return result;
    }

    /// <summary>Restores the order of a heap whose least element is the first.</summary>
    private static void SiftDown(Span<float> heap, int parent)
    {
        while (2 * parent + 1 is var child && child < heap.Length)
        {
            if (child + 1 < heap.Length && heap[child + 1] < heap[child])
                child++;
            if (heap[parent] <= heap[child])
                return;
            (heap[parent], heap[child]) = (heap[child], heap[parent]);
            parent = child;
        }
    }

    private static ArgumentException NotFinite(int token, float logit) => new($"logits has {logit} for token {token}, which cannot be drawn from.", "logits");
}
