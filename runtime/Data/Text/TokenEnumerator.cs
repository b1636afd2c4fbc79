using System.Text;

namespace StaticNets.Data.Text;

/// <summary>Cuts a text into tokens, one at a time and without copying them: <c>while (tokens.MoveNext()) Use(tokens.Current);</c></summary>
internal ref struct TokenEnumerator(ReadOnlySpan<char> text, TokenUnit unit)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        if (unit == TokenUnit.Word)
            _rest = _rest.TrimStart();
        if (_rest.IsEmpty)
            return false;
        var length = unit == TokenUnit.Word ? WordLength() : CharacterLength();
        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private readonly int WordLength()
    {
        for (var i = 1; i < _rest.Length; i++)
        {
            if (char.IsWhiteSpace(_rest[i]))
                return i;
        }

        return _rest.Length;
    }

    // Half a surrogate pair is a token by itself.
    private readonly int CharacterLength() => Rune.DecodeFromUtf16(_rest, out _, out var length) == System.Buffers.OperationStatus.Done ? length : 1;
}
