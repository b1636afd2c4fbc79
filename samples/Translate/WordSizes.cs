namespace StaticNets.Samples.TranslateProgram;

/// <summary>
/// The sizes of the networks that read pairs of sentences, word by word. A larger file needs larger ones: they are compiled into the networks.
/// </summary>
internal static class WordSizes
{
    /// <summary>The most words of a sentence, punctuation marks and the token that ends it counted; the book's.</summary>
    public const int Length = 10;

    /// <summary>The different words of a language, with the special tokens and the unknown one, which stands for all rarer words.</summary>
    public const int Vocabulary = 256;
}
