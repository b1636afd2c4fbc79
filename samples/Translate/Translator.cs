using StaticNets.Generation;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Translates texts: encodes the source once, then searches for a probable target step by step.</summary>
/// <typeparam name="T">A network of a source, which is encoded, and a target.</typeparam>
internal sealed class Translator<T>
    where T : class, ISteppedNetwork<T>
{
    private readonly T _network;
    private readonly Corpus _corpus;
    private readonly RecurrentState _state = T.NewState(1);
    private readonly SteppedBeams<T> _beams;
    private readonly KnownTokens _model;
    private readonly BeamSearch _search;
    private readonly int[] _source = new int[T.Info.Inputs[0].Size];
    private readonly int[] _target = new int[T.Info.Inputs[1].Size];

    /// <summary>Makes a translator.</summary>
    /// <param name="network">The network; it may be trained on meanwhile between two translations.</param>
    /// <param name="corpus">What has the vocabularies.</param>
    /// <param name="beams">The number of beams; 1 takes the most probable token at every step.</param>
    public Translator(T network, Corpus corpus, int beams)
    {
        var vocabulary = T.Info.OutputShape[^1];
        (_network, _corpus) = (network, corpus);
        _beams = new SteppedBeams<T>(network, beams);
        _model = new KnownTokens(_beams, corpus.TargetVocabulary.Count, vocabulary);
        _search = new BeamSearch(beams, vocabulary, _target.Length, SpecialTokens.End);
    }

    /// <summary>Translates a text in the form of the corpus's sources.</summary>
    /// <exception cref="TranslationException">There is no text, or it is too long.</exception>
    public Translation Translate(string text)
    {
        var tokens = _corpus.SourceVocabulary.Encode(text);
        if (tokens.Length == 0)
            throw new TranslationException("There is nothing to translate.");
        if (tokens.Length >= _source.Length)
            throw new TranslationException($"The text has {tokens.Length} tokens, but the network reads {_source.Length - 1} at most.");
        int[] source = [.. tokens, SpecialTokens.End];
        Encode(source);
        _beams.Begin(_state);
        var length = _search.Search(_model, SpecialTokens.Begin, _target, out var score);
        int[] target = _target[..length];
        return new Translation(source, target, _corpus.TargetVocabulary.Decode(target), score);
    }

    /// <summary>
    /// The weights of the last attending layer, its heads' mean, in a translation: a row for each token of the target and, if there was room for it, its end,
    /// with a weight for each token of the source. Null if no layer attends.
    /// </summary>
    public float[][]? Attention(Translation translation)
    {
        if (T.Info.Exposed.IsEmpty)
            return null;
        Encode(translation.Source);
        var rows = new float[Math.Min(translation.Target.Count + 1, _target.Length)][];
        for (var step = 0; step < rows.Length; step++)
            rows[step] = Attend(step == 0 ? SpecialTokens.Begin : translation.Target[step - 1], translation.Source.Count);
        return rows;
    }

    private void Encode(IReadOnlyList<int> source)
    {
        _source.AsSpan().Fill(SpecialTokens.Padding);
        for (var i = 0; i < source.Count; i++)
            _source[i] = source[i];
        int[] length = [source.Count];
        var batch = new Batch { Count = 1, State = _state };
        batch.SetTokens(0, _source);
        batch.SetLengths(0, length);
        T.Encode(_network, in batch);
    }

    private float[] Attend(int token, int sourceLength)
    {
        var layer = T.Info.Exposed.Length - 1;
        var shape = T.Info.Exposed[layer].Shape;
        var (heads, keys) = (shape.Length == 3 ? shape[0] : 1, shape[^1]);
        var weights = new float[heads * keys];
        int[] tokens = [token];
        var batch = new Batch { Count = 1, State = _state };
        batch.SetTokens(1, tokens);
        batch.SetExposed(layer, weights);
        T.Step(_network, in batch);
        return [.. Enumerable.Range(0, sourceLength).Select(key => Enumerable.Range(0, heads).Average(head => weights[head * keys + key]))];
    }
}
