namespace StaticNets.Data.Text;

/// <summary>What a token is.</summary>
public enum TokenUnit
{
    /// <summary>One Unicode character (code point).</summary>
    Character,

    /// <summary>What stands between white space.</summary>
    Word,
}
