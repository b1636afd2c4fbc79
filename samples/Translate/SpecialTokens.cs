namespace StaticNets.Samples.TranslateProgram;

/// <summary>The tokens besides those of the texts, at the same places in every vocabulary.</summary>
internal static class SpecialTokens
{
    /// <summary>Fills sequences up; no label.</summary>
    public const int Padding = 1;

    /// <summary>What the decoder reads first.</summary>
    public const int Begin = 2;

    /// <summary>Ends sources and targets.</summary>
    public const int End = 3;

    /// <summary>The three in their order; index 0 is the unknown token.</summary>
    public static IReadOnlyList<string> Texts { get; } = ["<pad>", "<bos>", "<eos>"];
}
