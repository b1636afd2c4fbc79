using System.Text;

namespace StaticNets.Data.Text;

/// <summary>
/// The tokens a network knows, by index: 0 is <see cref="Unknown"/>, which stands for all others; then come reserved tokens, then the text's by falling
/// frequency. A network's vocabulary is a constant of its declaration, so a vocabulary has a <see cref="Capacity"/>, which it may fill or not.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The index of unknown tokens.</summary>
    public const int Unknown = 0;

    /// <summary>The text that stands for unknown tokens.</summary>
    public const string UnknownToken = "<unk>";

    private readonly string[] _tokens;
    private readonly Dictionary<string, int> _indices;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    internal Vocabulary(TokenUnit unit, string[] tokens, int capacity, int reservedCount)
    {
        (Unit, _tokens, Capacity, ReservedCount) = (unit, tokens, capacity, reservedCount);
        _indices = new Dictionary<string, int>(tokens.Length, StringComparer.Ordinal);
        for (var index = 0; index < tokens.Length; index++)
        {
            if (!_indices.TryAdd(tokens[index], index))
                throw new ArgumentException($"The token {FileText.Quote(tokens[index])} is there twice.", nameof(tokens));
        }

        _lookup = _indices.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>
    /// The characters of <see cref="TextFile.LettersAndSpaces"/>, whatever the text: unknown, the space and the letters a to z, 28 in all.
    /// </summary>
    public static Vocabulary Letters { get; } = new(
        TokenUnit.Character, [UnknownToken, " ", .. "abcdefghijklmnopqrstuvwxyz".Select(letter => letter.ToString())], 28, reservedCount: 0);

    /// <summary>What a token is.</summary>
    public TokenUnit Unit { get; }

    /// <summary>The number of tokens, unknown and reserved ones counted.</summary>
    public int Count => _tokens.Length;

    /// <summary>The most tokens there could be: the vocabulary a network for it declares.</summary>
    public int Capacity { get; }

    /// <summary>The number of reserved tokens, which follow <see cref="Unknown"/>. They may be anything; all others are what <see cref="Unit"/> says.</summary>
    public int ReservedCount { get; }

    /// <summary>The tokens by index.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>The index of a token; <see cref="Unknown"/> if it is not in the vocabulary.</summary>
    /// <param name="token">The token.</param>
    public int this[ReadOnlySpan<char> token] => _lookup.TryGetValue(token, out var index) ? index : Unknown;

    /// <summary>Collects the tokens of texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="unit">What a token is.</param>
    /// <param name="capacity">The most tokens, unknown and reserved ones counted; the least frequent are left out. Default: as many as there are.</param>
    /// <param name="minimumFrequency">Tokens that occur fewer times are left out. Default: 1, none is.</param>
    /// <param name="reserved">Tokens that are there whether they occur or not, such as <c>&lt;pad&gt;</c>, from index 1 on. Default: none.</param>
    /// <exception cref="ArgumentException">A text is null, or a reserved token is null, there twice or <see cref="UnknownToken"/>, which is there by
    /// itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit, the frequency is negative, or the capacity is too small for the reserved
    /// tokens.</exception>
    public static Vocabulary Build(
        IEnumerable<string> texts, TokenUnit unit, int? capacity = null, int minimumFrequency = 1, IReadOnlyList<string>? reserved = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (!Enum.IsDefined(unit))
            throw new ArgumentOutOfRangeException(nameof(unit), unit, $"unit is {unit}, but a token is a {TokenUnit.Character} or a {TokenUnit.Word}.");
        var tokens = new List<string> { UnknownToken };
        foreach (var token in reserved ?? [])
        {
            if (token is null)
                throw new ArgumentException($"reserved has null as number {tokens.Count}, but texts are needed.", nameof(reserved));
            if (token == UnknownToken)
                throw new ArgumentException($"reserved has {UnknownToken}, which every vocabulary has by itself, as token {Unknown}.", nameof(reserved));
            if (tokens.Contains(token))
                throw new ArgumentException($"reserved has '{token}' twice.", nameof(reserved));
            tokens.Add(token);
        }

        if (capacity < tokens.Count)
            throw new ArgumentOutOfRangeException(
                nameof(capacity), capacity, $"capacity is {capacity}, but {UnknownToken} and the reserved tokens are {tokens.Count}.");

        if (minimumFrequency < 0)
            throw new ArgumentOutOfRangeException(
                nameof(minimumFrequency), minimumFrequency, $"minimumFrequency is {minimumFrequency}, but must not be negative.");
        var reservedCount = tokens.Count - 1;
        var known = tokens.ToHashSet(StringComparer.Ordinal);
        // Sorting is stable: the order of first occurrence decides between equal frequencies.
        tokens.AddRange(Frequencies(texts, unit)
            .Where(token => token.Frequency >= minimumFrequency && !known.Contains(token.Text))
            .OrderByDescending(token => token.Frequency)
            .Take((capacity ?? int.MaxValue) - tokens.Count)
            .Select(token => token.Text));
        return new Vocabulary(unit, [.. tokens], capacity ?? tokens.Count, reservedCount);
    }

    /// <summary>The indices of a text's tokens.</summary>
    /// <param name="text">The text, which should be normalised as the one the vocabulary was built from.</param>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        var indices = new List<int>(Unit == TokenUnit.Character ? text.Length : text.Length / 4);
        for (var tokens = new TokenEnumerator(text, Unit); tokens.MoveNext();)
            indices.Add(this[tokens.Current]);
        return [.. indices];
    }

    /// <summary>The text of tokens: characters without, words with a space between them.</summary>
    /// <param name="tokens">Indices of tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no token of that index.</exception>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder();
        for (var i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(tokens), tokens[i], $"tokens has {tokens[i]}, but the vocabulary has 0 to {Count - 1}.");
            if (i > 0 && Unit == TokenUnit.Word)
                text.Append(' ');
            text.Append(_tokens[tokens[i]]);
        }

        return text.ToString();
    }

    /// <summary>What a token is, how many there are and how many there could be.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Count:N0} {(Unit == TokenUnit.Character ? "characters" : "words")} of at most {Capacity:N0}");

    /// <summary>Saves the vocabulary as a text file with a token in each line, which appears whole or not at all.</summary>
    /// <param name="path">The file's path; a file that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        VocabularyFile.Write(path, this);
    }

    /// <summary>Loads a vocabulary that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="InvalidDataException">It is not such a file, or it is damaged; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Vocabulary Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return VocabularyFile.Read(path);
    }

    /// <summary>The different tokens of texts in order of first occurrence.</summary>
    private static List<(string Text, long Frequency)> Frequencies(IEnumerable<string> texts, TokenUnit unit)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = indices.GetAlternateLookup<ReadOnlySpan<char>>();
        var frequencies = new List<(string Text, long Frequency)>();
        foreach (var text in texts)
        {
            if (text is null)
                throw new ArgumentException("texts has null among its texts.", nameof(texts));
            for (var tokens = new TokenEnumerator(text, unit); tokens.MoveNext();)
            {
                if (!lookup.TryGetValue(tokens.Current, out var index))
                {
                    index = frequencies.Count;
                    var name = tokens.Current.ToString();
                    indices.Add(name, index);
                    frequencies.Add((name, 0));
                }

                frequencies[index] = frequencies[index] with { Frequency = frequencies[index].Frequency + 1 };
            }
        }

        return frequencies;
    }
}
