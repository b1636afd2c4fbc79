using System.Globalization;
using System.Text;

namespace StaticNets.Tasks;

/// <summary>Reads JSON (RFC 8259) from its beginning to its end. MSBuild's hosts do not agree on a library that does.</summary>
internal sealed class JsonText(string text)
{
    private int place;

    /// <summary>Reads an object, and calls for each of its names, which has to read the value.</summary>
    public void ReadObject(Action<string> readValue)
    {
        Expect('{');
        if (Take('}'))
        {
            return;
        }

        do
        {
            var name = ReadString();
            Expect(':');
            readValue(name);
        }
        while (Take(','));
        Expect('}');
    }

    /// <summary>Reads an array of whole numbers from 0 on.</summary>
    public List<long> ReadNumbers()
    {
        var numbers = new List<long>();
        Expect('[');
        if (Take(']'))
        {
            return numbers;
        }

        do
        {
            numbers.Add(ReadNumber());
        }
        while (Take(','));
        Expect(']');
        return numbers;
    }

    public string ReadString()
    {
        Expect('"');
        var read = new StringBuilder();
        while (true)
        {
            switch (Next())
            {
                case '"':
                    return read.ToString();
                case '\\':
                    read.Append(ReadEscape());
                    break;
                case < ' ':
                    throw Wrong("a control character in a string");
                case var letter:
                    read.Append(letter);
                    break;
            }
        }
    }

    /// <summary>Makes sure that only spaces follow.</summary>
    public void ReadEnd()
    {
        SkipSpaces();
        if (place < text.Length)
        {
            throw Wrong("something behind the end");
        }
    }

    private char ReadEscape()
    {
        switch (Next())
        {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when place + 4 <= text.Length
                && ushort.TryParse(text.Substring(place, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                place += 4;
                return (char)code;
            case var letter and ('"' or '\\' or '/'):
                return letter;
            default:
                throw Wrong("an unknown escape in a string");
        }
    }

    private long ReadNumber()
    {
        SkipSpaces();
        var first = place;
        while (place < text.Length && text[place] is >= '0' and <= '9')
        {
            place++;
        }

        return long.TryParse(text.Substring(first, place - first), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong("something other than a whole number");
    }

    private void Expect(char letter)
    {
        if (!Take(letter))
        {
            throw Wrong($"no '{letter}'");
        }
    }

    private bool Take(char letter)
    {
        SkipSpaces();
        var taken = place < text.Length && text[place] == letter;
        place += taken ? 1 : 0;
        return taken;
    }

    private void SkipSpaces()
    {
        while (place < text.Length && text[place] is ' ' or '\t' or '\n' or '\r')
        {
            place++;
        }
    }

    private char Next() => place < text.Length ? text[place++] : throw Wrong("no end");

    private FormatException Wrong(string what) => new(FormattableString.Invariant($"it has {what} at character {place}"));
}
