namespace StaticNets.Samples.TranslateProgram;

/// <summary>The sizes of the networks that read dates, character by character.</summary>
internal static class DateSizes
{
    /// <summary>The most tokens of a source, with the one that ends it: a Spanish date with its weekday has 35 characters.</summary>
    public const int SourceLength = 36;

    /// <summary>The source's different tokens; there is room for more characters than are in use.</summary>
    public const int SourceVocabulary = 64;

    /// <summary>The tokens of <c>2024-02-29</c>, and the one that ends it.</summary>
    public const int TargetLength = 11;

    /// <summary>Ten digits, the hyphen, the special tokens and the unknown one.</summary>
    public const int TargetVocabulary = 15;
}
