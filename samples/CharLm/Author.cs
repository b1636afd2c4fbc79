using StaticNets.Data.Text;
using StaticNets.Generation;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>Writes text: each character is drawn from what the network expects after those before it.</summary>
internal sealed class Author(TokenSampler sampler, string prefix)
{
    private readonly int[] _prefix = Vocabulary.Letters.Encode(prefix);

    /// <summary>Yields the prefix, then <paramref name="length"/> characters as they are drawn.</summary>
    public IEnumerable<string> Write<T>(T network, int length)
        where T : class, ICharacterModel<T>
    {
        yield return prefix;
        var reader = network.Read();
        foreach (var token in _prefix[..^1])
            reader.Next(token);
        var last = _prefix[^1];
        for (var position = 0; position < length; position++)
        {
            last = Draw(reader.Next(last), position);
            yield return Vocabulary.Letters.Tokens[last];
        }
    }

    /// <summary>No text has unknown characters, but an untrained network may expect them.</summary>
    private int Draw(ReadOnlySpan<float> logits, int position)
    {
        Span<float> known = stackalloc float[logits.Length];
        logits.CopyTo(known);
        known[Vocabulary.Unknown] = float.NegativeInfinity;
        return sampler.Next(known, position);
    }
}
