using StaticNets.Data.Text;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>The characters to learn, and where they are from.</summary>
internal sealed record TrainingText(int[] Tokens, string Origin)
{
    /// <summary>The characters of a window, as the networks declare it.</summary>
    public int Steps => GruCharLm.TokensSize;

    /// <exception cref="InvalidDataException">The text is too short for a batch.</exception>
    /// <exception cref="TextNotFoundException">No text was named, and there is no documentation to take instead.</exception>
    public static TrainingText Load(Options options)
    {
        var (text, origin) = options.Text is { } path
            ? (TextFile.Read(path, normalize: true), path)
            : DotnetDocumentation.OfThisMachine.Read();
        var tokens = Vocabulary.Letters.Encode(text.AsSpan(0, Math.Min(text.Length, options.Tokens)));
        var result = new TrainingText(tokens, origin);
        // A window for each example of a batch, and labels and an offset beyond them.
        var needed = (options.Batch + 1L) * result.Steps;
        return tokens.Length >= needed
            ? result
            : throw new InvalidDataException(
                $"{origin} gives {tokens.Length} characters, but batches of {options.Batch} need {needed}: take a longer text, "
                    + "more --tokens or a smaller --batch.");
    }

    /// <summary>Windows that go on where those of the batch before ended, or windows for any order.</summary>
    public TokenWindows Windows(int batch, bool carries) => carries ? TokenWindows.Sequential(Tokens, Steps, batch) : TokenWindows.Random(Tokens, Steps);
}
