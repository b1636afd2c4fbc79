using System.Text;

namespace StaticNets.Data.Text;

/// <summary>Reads texts to learn from.</summary>
public static class TextFile
{
    /// <summary>Reads a UTF-8 text.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="normalize">Whether to keep <see cref="LettersAndSpaces"/> alone. Default: false.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Read(string path, bool normalize = false)
    {
        var text = RegularFile.ReadText(path);
        return normalize ? LettersAndSpaces(text) : text;
    }

    /// <summary>
    /// The text in lower case with nothing but the letters a to z and single spaces: whatever stands between letters becomes one space, at the ends nothing.
    /// Such a text has the characters of <see cref="Vocabulary.Letters"/>.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string LettersAndSpaces(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = new StringBuilder(text.Length);
        var separated = false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetter(character))
            {
                separated = letters.Length > 0;
                continue;
            }

            if (separated)
                letters.Append(' ');
            letters.Append(char.ToLowerInvariant(character));
            separated = false;
        }

        return letters.ToString();
    }
}
