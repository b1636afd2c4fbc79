using System.Globalization;
using System.Text;

namespace StaticNets;

/// <summary>
/// Shows in a message what a file holds: a file may be hostile, its names megabytes long or full of codes that rewrite a terminal. All messages with contents
/// of files go through here; programs that read files of their own are built from this file too.
/// </summary>
internal static class FileText
{
    private const int MaxShown = 80;

    /// <summary>A name as it is where it is short and plain; else quoted.</summary>
    public static string Name(string text) => IsPlain(text) ? text : Quote(text);

    /// <summary>The text in quotes, without control, format and other characters that are not seen, and shortened.</summary>
    public static string Quote(string text)
    {
        var shown = new StringBuilder("'");
        AppendShown(shown, text, MaxShown, "\\'");
        return text.Length > MaxShown
            ? shown.Append(CultureInfo.InvariantCulture, $"...' ({text.Length} characters)").ToString()
            : shown.Append('\'').ToString();
    }

    /// <summary>A parser's message, which may repeat what it read.</summary>
    public static string Message(string message)
    {
        const int maxMessage = 400;
        var shown = new StringBuilder();
        AppendShown(shown, message, maxMessage, "");
        return message.Length > maxMessage ? shown.Append("...").ToString() : shown.ToString();
    }

    private static bool IsPlain(string text)
    {
        if (text.Length is 0 or > MaxShown)
            return false;
        foreach (var letter in text)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('_' or '.' or '-' or '/' or ':'))
                return false;
        }

        return true;
    }

    private static void AppendShown(StringBuilder shown, string text, int length, string escaped)
    {
        // An incomplete pair of surrogates is enumerated as U+FFFD, which is seen.
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, length)).EnumerateRunes())
        {
            if (rune.IsAscii && escaped.Contains((char)rune.Value, StringComparison.Ordinal))
                shown.Append('\\').Append((char)rune.Value);
            else if (IsSeen(rune))
                shown.Append(rune.ToString());
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }
    }

    private static bool IsSeen(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
