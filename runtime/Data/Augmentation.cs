using StaticNets.Numerics;

namespace StaticNets.Data;

/// <summary>
/// Changes examples on their way into a training, anew in every epoch: what is drawn depends on the trainer's seed, the epoch and the example alone, so that
/// any number of threads and a resumed training see the same.
/// </summary>
/// <example>
/// <code>
/// var augmentation = new ImageAugmentation(channels: 3, height: 32, width: 32) { Shift = 4, FlipHorizontally = true };
/// trainer.TrainFor(training.Augmented(augmentation), epochs: 30, test);
/// </code>
/// </example>
public abstract class Augmentation
{
    /// <summary>The elements of an example before.</summary>
    public abstract int SourceSize { get; }

    /// <summary>The elements of an example afterwards: as many as the network's input has.</summary>
    public virtual int Size => SourceSize;

    /// <summary>Makes a changed copy of an example. Called from several threads at once.</summary>
    /// <param name="source">The example.</param>
    /// <param name="destination">Receives the copy; every element has to be written.</param>
    /// <param name="random">Where to draw from.</param>
    public abstract void Apply(ReadOnlySpan<float> source, Span<float> destination, ref AugmentationRandom random);
}

/// <summary>The random numbers of one example in one epoch.</summary>
public struct AugmentationRandom
{
    // Keeps these draws apart from those of dropout and windows.
    internal const uint Stream = 0xA06D;

    private readonly uint _key0;
    private readonly uint _key1;
    private readonly uint _example;
    private uint _draws;

    internal AugmentationRandom(uint key0, uint key1, int example) => (_key0, _key1, _example) = (key0, key1, (uint)example);

    /// <summary>A number uniform in [0, 1).</summary>
    public float NextSingle() => CounterRandom.Uniform(_key0, _key1, _example, _draws++);

    /// <summary>A whole number, each from 0 to <paramref name="bound"/> - 1 equally probable.</summary>
    /// <param name="bound">At least 1 and at most 2^24.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is out of range.</exception>
    public int Next(int bound)
    {
        if (bound is < 1 or > 1 << 24)
            throw new ArgumentOutOfRangeException(nameof(bound), bound, $"bound is {bound}, but must be from 1 to {1 << 24}.");
        return (int)(NextSingle() * (double)bound);
    }
}
