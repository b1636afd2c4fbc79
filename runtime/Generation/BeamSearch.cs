namespace StaticNets.Generation;

/// <summary>
/// Finds a probable sequence by keeping the most probable beginnings, the beams, at every step. Sequences of different lengths are compared by their
/// log-probability divided by <c>length^0.75</c>, where the length counts the token that ends the sequence. Nothing is allocated by a search.
/// Not for use by several threads at once.
/// </summary>
public sealed class BeamSearch
{
    private readonly int _maximumLength;
    private readonly int _endToken;
    private readonly double _lengthPower;
    private readonly double[] _scores;
    private readonly int[] _parents;
    private readonly int[] _tokens;
    private readonly float[] _logits;
    private readonly BeamCandidates _candidates;

    // The parent and token of every beam after every step.
    private readonly int[] _pastParents;
    private readonly int[] _pastTokens;

    /// <summary>Makes room for searches.</summary>
    /// <param name="width">The number of beams; with 1 it is the greedy search.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="maximumLength">The most tokens of a sequence, the end counted.</param>
    /// <param name="endToken">The token that ends a sequence.</param>
    /// <param name="lengthPower">What the length is raised to where it divides; 0 compares log-probabilities as they are. Default: 0.75.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public BeamSearch(int width, int vocabulary, int maximumLength, int endToken, double lengthPower = 0.75)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(endToken);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(endToken, vocabulary);
        if (!(lengthPower >= 0 && double.IsFinite(lengthPower)))
            throw new ArgumentOutOfRangeException(nameof(lengthPower), lengthPower, $"lengthPower is {lengthPower}, but must be a number from 0 up.");
        // Each beam can end in one way only, so that among twice as many candidates there are enough that go on.
        const int candidatesPerBeam = 2;
        var mostBeams = Array.MaxLength / Math.Max(candidatesPerBeam, Math.Max(vocabulary, maximumLength));
        if (width > mostBeams)
        {
            throw new ArgumentOutOfRangeException(
                nameof(width),
                width,
                $"width is {width}, but with {vocabulary} tokens and a maximum length of {maximumLength} an array has room for at most {mostBeams} beams.");
        }

        (Width, Vocabulary, _maximumLength, _endToken, _lengthPower) = (width, vocabulary, maximumLength, endToken, lengthPower);
        (_scores, _parents, _tokens) = (new double[width], new int[width], new int[width]);
        _logits = new float[width * vocabulary];
        _candidates = new BeamCandidates(candidatesPerBeam * width);
        (_pastParents, _pastTokens) = (new int[maximumLength * width], new int[maximumLength * width]);
    }

    /// <summary>The number of beams.</summary>
    public int Width { get; }

    /// <summary>The number of tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>Searches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="startToken">What the model is given first; not a part of the sequence.</param>
    /// <param name="sequence">Receives the sequence without the token that ends it; has room for the maximum length.</param>
    /// <param name="score">The sequence's log-probability, divided by the power of its length.</param>
    /// <returns>The number of tokens of the sequence.</returns>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    /// <exception cref="InvalidOperationException">The model gives logits that are no probabilities, or rules every sequence out.</exception>
    public int Search(IBeamModel model, int startToken, Span<int> sequence, out double score)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (sequence.Length < _maximumLength)
            throw new ArgumentException($"sequence has room for {sequence.Length} tokens, but may get {_maximumLength}.", nameof(sequence));
        _scores.AsSpan().Fill(double.NegativeInfinity);
        _scores[0] = 0;
        _parents.AsSpan().Clear();
        _tokens.AsSpan().Fill(startToken);

        score = double.NegativeInfinity;
        var (bestLength, bestBeam) = (0, 0);
        for (var length = 1; length <= _maximumLength; length++)
        {
            model.Step(_parents, _tokens, _logits);
            _candidates.Clear();
            for (var beam = 0; beam < Width; beam++)
                AddCandidates(beam);

            var normalizer = Math.Pow(length, _lengthPower);
            var live = 0;
            foreach (var candidate in _candidates.Best)
            {
                var finished = candidate.Score / normalizer;
                if (candidate.Token == _endToken)
                {
                    if (finished > score)
                        (score, bestLength, bestBeam) = (finished, length - 1, candidate.Beam);
                }
                else if (live < Width)
                {
                    Keep(length, live, candidate);
                    if (length == _maximumLength && finished > score)
                        (score, bestLength, bestBeam) = (finished, length, live);
                    live++;
                }
            }

            // A log-probability only falls, and no length divides it by more than the longest.
            if (live == 0 || score >= _scores[0] / Math.Pow(_maximumLength, _lengthPower))
                break;
            Abandon(live);
        }

        if (double.IsNegativeInfinity(score))
            throw new InvalidOperationException("The model rules out every sequence.");
        Trace(bestLength, bestBeam, sequence);
        return bestLength;
    }

    private void AddCandidates(int beam)
    {
        if (double.IsNegativeInfinity(_scores[beam]))
            return;
        var logits = _logits.AsSpan(beam * Vocabulary, Vocabulary);
        var largest = float.NegativeInfinity;
        foreach (var logit in logits)
            largest = MathF.Max(largest, logit);
        if (float.IsNegativeInfinity(largest))
            return;
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp((double)logit - largest);
        if (!double.IsFinite(sum))
            throw new InvalidOperationException($"The model's logits of beam {beam} are no probabilities: their largest is {largest}.");

        var offset = _scores[beam] - largest - Math.Log(sum);
        for (var token = 0; token < logits.Length; token++)
            _candidates.Add(new BeamCandidate(offset + logits[token], beam, token));
    }

    private void Keep(int length, int beam, BeamCandidate candidate)
    {
        var place = (length - 1) * Width + beam;
        (_pastParents[place], _pastTokens[place]) = (candidate.Beam, candidate.Token);
        (_scores[beam], _parents[beam], _tokens[beam]) = (candidate.Score, candidate.Beam, candidate.Token);
    }

    /// <summary>Beams that have nothing to go on with follow the first one, and are not looked at.</summary>
    private void Abandon(int first)
    {
        for (var beam = first; beam < Width; beam++)
            (_scores[beam], _parents[beam], _tokens[beam]) = (double.NegativeInfinity, _parents[0], _tokens[0]);
    }

    private void Trace(int length, int beam, Span<int> sequence)
    {
        for (var step = length - 1; step >= 0; step--)
        {
            sequence[step] = _pastTokens[step * Width + beam];
            beam = _pastParents[step * Width + beam];
        }
    }
}
