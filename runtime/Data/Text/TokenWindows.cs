using StaticNets.Numerics;

namespace StaticNets.Data.Text;

/// <summary>
/// Training data of a language model, cut from one long sequence of tokens: each example is a window of consecutive tokens, and its labels are the same window
/// one token further. Every epoch skips a number of tokens at the beginning, from 0 to <see cref="Steps"/> - 1, drawn from the trainer's seed and the epoch, so
/// that the cuts fall elsewhere each time.
/// </summary>
/// <example>
/// <code>
/// var data = TokenWindows.Sequential(tokens, steps: 35, batchSize: 32);
/// var options = new TrainerOptions { BatchSize = 32, Shuffle = false, CarryState = true, ClipNorm = 1 };
/// new Trainer&lt;CharLm&gt;(network, new Sgd(1), options).TrainFor(data, epochs: 500);
/// </code>
/// </example>
public sealed class TokenWindows : TrainingData
{
    // Keeps the draws of offsets apart from those of dropout.
    private const uint Stream = 0x0FF5E7;

    private readonly int[] _tokens;
    private readonly int? _batchSize;

    private TokenWindows(int[] tokens, int steps, int? batchSize)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (steps < 1)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, $"steps is {steps}, but must be at least 1.");
        (_tokens, _batchSize, Steps) = (tokens, batchSize, steps);
        // The labels reach one token further than the windows.
        var needed = (long)(batchSize ?? 1) * steps + steps;
        if (tokens.Length < needed)
        {
            throw new ArgumentException(
                $"tokens has {tokens.Length} tokens, but {batchSize ?? 1} windows of {steps}, their labels and an offset of up to {steps - 1} need {needed}.",
                nameof(tokens));
        }
    }

    /// <summary>The tokens of a window.</summary>
    public int Steps { get; }

    /// <inheritdoc/>
    public override int? BatchSize => _batchSize;

    /// <summary>
    /// Windows one after another, to be taken in random order (<see cref="TrainerOptions.Shuffle"/>,
    /// perhaps with <see cref="TrainerOptions.DropLast"/>): random sampling.
    /// </summary>
    /// <param name="tokens">The tokens; not copied.</param>
    /// <param name="steps">The tokens of a window.</param>
    /// <exception cref="ArgumentException">There are not enough tokens.</exception>
    public static TokenWindows Random(int[] tokens, int steps) => new(tokens, steps, null);

    /// <summary>
    /// Windows for <see cref="TrainerOptions.CarryState"/>: the tokens are cut into <paramref name="batchSize"/> parts of equal length, and example e of every
    /// batch is the next window of part e: sequential partitioning.
    /// </summary>
    /// <param name="tokens">The tokens; not copied.</param>
    /// <param name="steps">The tokens of a window.</param>
    /// <param name="batchSize">The trainer's batch size.</param>
    /// <exception cref="ArgumentException">There are not enough tokens.</exception>
    public static TokenWindows Sequential(int[] tokens, int steps, int batchSize)
    {
        if (batchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"batchSize is {batchSize}, but must be at least 1.");
        return new TokenWindows(tokens, steps, batchSize);
    }

    /// <summary>The number of tokens and the length of a window.</summary>
    public override string ToString()
        => $"windows of {Steps} over {FigureText.Count(_tokens.Length, "token", "tokens")}{(_batchSize is null ? "" : $" in {_batchSize} parts")}";

    /// <inheritdoc/>
    public override Dataset ForEpoch(ulong seed, int epoch) => At((int)(CounterRandom.Key(seed, epoch, Stream).Key0 * (ulong)Steps >> 32));

    /// <summary>The examples after a number of skipped tokens, such as a dataset to evaluate on.</summary>
    /// <param name="offset">The tokens to skip, from 0 to <see cref="Steps"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is out of range.</exception>
    public Dataset At(int offset)
    {
        if ((uint)offset >= (uint)Steps)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"offset is {offset}, but must be from 0 to {Steps - 1}.");
        // Random windows are one part, of which each example is the next window.
        var parts = _batchSize ?? 1;
        var partLength = (_tokens.Length - offset - 1) / parts;
        var count = partLength / Steps * parts;
        return new Dataset(
            [new WindowColumn(_tokens, offset, parts, partLength, count, Steps)], new WindowColumn(_tokens, offset + 1, parts, partLength, count, Steps));
    }
}
