namespace StaticNets.Data;

/// <summary>Makes inputs of sequences that differ in length: filled up with zeros, and with their lengths.</summary>
/// <example>
/// <code>
/// // For [Input(50, 3, Lengths = true)]: walks of up to 50 steps of 3 readings.
/// var data = new Dataset([PaddedSequences.Of(walks, steps: 50, features: 3)], Column.OfIndices(labels));
/// </code>
/// </example>
public static class PaddedSequences
{
    /// <summary>Pads sequences of numbers, for an input declared as <c>Input(steps, features, Lengths = true)</c>.</summary>
    /// <param name="sequences">The sequences, each a whole number of steps, one step after another; copied.</param>
    /// <param name="steps">The steps of the input.</param>
    /// <param name="features">The numbers of a step, at least 1.</param>
    /// <param name="truncate">Whether of longer sequences the first <paramref name="steps"/> are taken; else one is an error. Default: false.</param>
    /// <exception cref="ArgumentException">A sequence is empty, too long or no whole number of steps; the message has its place.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public static DatasetInput Of(IReadOnlyList<float[]> sequences, int steps, int features, bool truncate = false)
    {
        var (values, lengths) = Fill(sequences, steps, features, truncate);
        return new DatasetInput(Column.OfValues(values, steps * features), Column.OfIndices(lengths));
    }

    /// <summary>Pads sequences of tokens, for an input declared as <c>Tokens(steps, vocabulary, Lengths = true)</c>.</summary>
    /// <param name="sequences">The sequences; copied.</param>
    /// <param name="steps">The tokens of the input.</param>
    /// <param name="truncate">Whether of longer sequences the first <paramref name="steps"/> are taken; else one is an error. Default: false.</param>
    /// <exception cref="ArgumentException">A sequence is empty or too long; the message has its place.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is less than 1.</exception>
    public static DatasetInput Of(IReadOnlyList<int[]> sequences, int steps, bool truncate = false)
    {
        var (tokens, lengths) = Fill(sequences, steps, 1, truncate);
        return new DatasetInput(Column.OfIndices(tokens, steps), Column.OfIndices(lengths));
    }

    private static (T[] Elements, int[] Lengths) Fill<T>(IReadOnlyList<T[]> sequences, int steps, int features, bool truncate)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (steps < 1)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, $"steps is {steps}, but must be at least 1.");
        if (features < 1)
            throw new ArgumentOutOfRangeException(nameof(features), features, $"features is {features}, but must be at least 1.");
        var width = (long)steps * features;
        if (sequences.Count * width > Array.MaxLength)
            throw new ArgumentException($"sequences has {sequences.Count} sequences, which padded to {width} are more than an array holds.", nameof(sequences));
        var (elements, lengths) = (new T[sequences.Count * width], new int[sequences.Count]);
        for (var i = 0; i < lengths.Length; i++)
        {
            var sequence = sequences[i] ?? throw new ArgumentException($"sequences has null as sequence {i}.", nameof(sequences));
            if (sequence.Length == 0 || sequence.Length % features != 0)
                throw new ArgumentException(
                    $"sequences has {sequence.Length} elements as sequence {i}, but at least one step of {features} is needed, and no part of one.",
                    nameof(sequences));
            if (sequence.Length > width && !truncate)
                throw new ArgumentException(
                    $"sequences has {sequence.Length / features} steps as sequence {i}, but there is room for {steps}: truncate it, or declare more steps.",
                    nameof(sequences));
            lengths[i] = Math.Min(steps, sequence.Length / features);
            sequence.AsSpan(0, lengths[i] * features).CopyTo(elements.AsSpan((int)(i * width)));
        }

        return (elements, lengths);
    }
}
