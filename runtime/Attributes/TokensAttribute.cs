namespace StaticNets;

/// <summary>An input of tokens, integers from 0 to vocabulary - 1, which becomes the current value.</summary>
/// <param name="length">The number of tokens of one example, at least 1.</param>
/// <param name="vocabulary">The number of different tokens, at least 1: a capacity fixed at compile time.</param>
/// <remarks>
/// <para>
/// Out: tokens <c>[length]</c>, which only <see cref="OneHotAttribute"/> and <see cref="EmbeddingAttribute"/> take. The generated
/// methods take them as a <c>ReadOnlySpan&lt;int&gt;</c>; a token out of range is an <see cref="ArgumentOutOfRangeException"/>.
/// </para>
/// <para>
/// <see cref="LayerAttribute.Name"/> is also the parameter's name in the generated methods; its default is <c>tokens</c>.
/// <see cref="LayerAttribute.From"/> has no meaning on an input.
/// </para>
/// </remarks>
public sealed class TokensAttribute(int length, int vocabulary) : LayerAttribute
{
    /// <summary>The number of tokens of one example.</summary>
    public int Length { get; } = length;

    /// <summary>The number of different tokens.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>
    /// Whether the examples differ in length: a span with the number of tokens of each example, from 1 to the declared
    /// number, then follows the input. Default: false.
    /// </summary>
    public bool Lengths { get; set; }
}
