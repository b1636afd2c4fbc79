namespace StaticNets.Generation;

/// <summary>What a <see cref="BeamSearch"/> searches: a model that continues several sequences by one token each.</summary>
public interface IBeamModel
{
    /// <summary>Continues every beam by one token and gives the logits of the next.</summary>
    /// <param name="parents">
    /// The beam of the call before whose sequence each beam now goes on with: a recurrent state must be copied along. In the first call all are 0,
    /// the sequence as the search found it.
    /// </param>
    /// <param name="tokens">The token each beam goes on with.</param>
    /// <param name="logits">Receives a number for each token of the vocabulary, <c>[beams][vocabulary]</c>; negative infinity rules a token out.</param>
    void Step(ReadOnlySpan<int> parents, ReadOnlySpan<int> tokens, Span<float> logits);
}
