using System.Text;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Cuts sentences into words as the book does.</summary>
internal static class Words
{
    /// <summary>
    /// The sentence in lower case with one space between words, punctuation marks being words; apostrophes and hyphens belong to the word they are in.
    /// </summary>
    public static string Separate(string sentence)
    {
        var words = new StringBuilder(sentence.Length + 8);
        var space = false;
        foreach (var character in sentence)
        {
            var isMark = char.IsPunctuation(character) && character is not ('\'' or '’' or '-' or '_');
            if (char.IsWhiteSpace(character))
            {
                space = true;
                continue;
            }

            if ((space || isMark) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(character));
            space = isMark;
        }

        return words.ToString();
    }

    /// <summary>The number of words of a separated sentence.</summary>
    public static int Count(string separated) => separated.Length == 0 ? 0 : separated.AsSpan().Count(' ') + 1;
}
