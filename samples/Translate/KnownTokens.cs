using StaticNets.Generation;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>
/// Rules out what is no part of a translation: padding, the token of the beginning, and what is left of the network's vocabulary beyond the known tokens.
/// </summary>
internal sealed class KnownTokens(IBeamModel model, int known, int vocabulary) : IBeamModel
{
    public void Step(ReadOnlySpan<int> parents, ReadOnlySpan<int> tokens, Span<float> logits)
    {
        model.Step(parents, tokens, logits);
        for (var beam = 0; beam < tokens.Length; beam++)
        {
            var ofBeam = logits.Slice(beam * vocabulary, vocabulary);
            ofBeam[SpecialTokens.Padding] = float.NegativeInfinity;
            ofBeam[SpecialTokens.Begin] = float.NegativeInfinity;
            ofBeam[known..].Fill(float.NegativeInfinity);
        }
    }
}
