using System.Globalization;
using System.Text;

namespace StaticNets.Data.Text;

/// <summary>
/// The file of a vocabulary: a heading with what a token is, the capacity and the number of reserved tokens, then the tokens in order of their indices, one a
/// line. Backslash and what would end a line or is no Unicode by itself are written as <c>\uXXXX</c>.
/// </summary>
internal static class VocabularyFile
{
    private const string Heading = "StaticNets vocabulary 1";

    public static void Write(string path, Vocabulary vocabulary)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Heading} {vocabulary.Unit} {vocabulary.Capacity} {vocabulary.ReservedCount}\n");
        foreach (var token in vocabulary.Tokens)
        {
            for (var characters = new TokenEnumerator(token, TokenUnit.Character); characters.MoveNext();)
                AppendEscaped(text, characters.Current);
            text.Append('\n');
        }

        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public static Vocabulary Read(string path)
    {
        var lines = RegularFile.ReadText(path).Split('\n');
        var heading = lines[0].Split(' ');
        // Files of earlier versions do not say how many tokens are reserved.
        if (heading.Length is not (5 or 6) || string.Join(' ', heading[..3]) != Heading)
            throw new InvalidDataException($"{path} is not a vocabulary: it does not begin with '{Heading}'.");
        if (!Enum.TryParse<TokenUnit>(heading[3], out var unit) || !Enum.IsDefined(unit)
            || !int.TryParse(heading[4], NumberStyles.None, CultureInfo.InvariantCulture, out var capacity))
        {
            throw Damaged(path, 1, "the heading has no kind of token and capacity");
        }

        int? reservedCount = null;
        if (heading.Length == 6)
            reservedCount = int.TryParse(heading[5], NumberStyles.None, CultureInfo.InvariantCulture, out var stated)
                ? stated
                : throw Damaged(path, 1, "the heading has no number of reserved tokens");
        if (lines[^1].Length > 0)
            throw Damaged(path, lines.Length, "the last line has no end");
        var tokens = new string[lines.Length - 2];
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = Unescape(lines[i + 1]) ?? throw Damaged(path, i + 2, "a backslash is not followed by u and four digits");
            if (!known.Add(tokens[i]))
                throw Damaged(path, i + 2, "the token was there before");
        }

        if (tokens.Length == 0 || tokens[0] != Vocabulary.UnknownToken)
            throw Damaged(path, 2, $"the first token is not {Vocabulary.UnknownToken}");
        if (tokens.Length > capacity)
            throw Damaged(path, lines.Length, $"there are {tokens.Length} tokens for a capacity of {capacity}");
        if (reservedCount >= tokens.Length)
            throw Damaged(path, 1, $"{reservedCount} tokens are reserved, but there are {tokens.Length - 1} besides {Vocabulary.UnknownToken}");
        var firstUnit = 1 + (reservedCount ?? ReservedAtLeast(tokens, unit));
        for (var i = firstUnit; i < tokens.Length; i++)
        {
            if (!IsUnit(tokens[i], unit))
                throw Damaged(
                    path,
                    i + 2,
                    $"{FileText.Quote(tokens[i])} is no single {(unit == TokenUnit.Character ? "character" : "word")}, as tokens are that are not reserved");
        }

        return new Vocabulary(unit, tokens, capacity, firstUnit - 1);
    }

    /// <summary>The tokens after the first up to one that need not be reserved; none if there is none such, since texts have tokens.</summary>
    private static int ReservedAtLeast(string[] tokens, TokenUnit unit)
    {
        for (var i = 1; i < tokens.Length; i++)
        {
            if (IsUnit(tokens[i], unit))
                return i - 1;
        }

        return 0;
    }

    /// <summary>Whether a text can be cut into tokens of which this is one.</summary>
    private static bool IsUnit(string token, TokenUnit unit)
    {
        var tokens = new TokenEnumerator(token, unit);
        return tokens.MoveNext() && tokens.Current.Length == token.Length;
    }

    private static void AppendEscaped(StringBuilder text, ReadOnlySpan<char> character)
    {
        var first = character[0];
        var plain = character.Length > 1 || !(first == '\\' || char.IsControl(first) || char.IsSurrogate(first));
        if (plain)
            text.Append(character);
        else
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)first:x4}");
    }

    private static string? Unescape(string line)
    {
        if (!line.Contains('\\'))
            return line;
        var token = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\')
            {
                token.Append(line[i]);
                continue;
            }

            if (i + 5 >= line.Length || line[i + 1] != 'u'
                || !ushort.TryParse(line.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                return null;
            token.Append((char)code);
            i += 5;
        }

        return token.ToString();
    }

    private static InvalidDataException Damaged(string path, int line, string why) => new($"{path} is damaged: line {line}: {why}.");
}
