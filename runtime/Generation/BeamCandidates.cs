namespace StaticNets.Generation;

/// <summary>A beam and the token it might go on with.</summary>
/// <param name="Score">The log-probability of the longer sequence.</param>
/// <param name="Beam">The beam.</param>
/// <param name="Token">The token.</param>
internal readonly record struct BeamCandidate(double Score, int Beam, int Token);

/// <summary>The best candidates of a step in falling order; of equal ones the first stays ahead.</summary>
internal sealed class BeamCandidates(int capacity)
{
    private readonly BeamCandidate[] _best = new BeamCandidate[capacity];
    private int _count;

    public ReadOnlySpan<BeamCandidate> Best => _best.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Add(BeamCandidate candidate)
    {
        if (double.IsNegativeInfinity(candidate.Score) || (_count == capacity && candidate.Score <= _best[^1].Score))
            return;
        var place = _count < capacity ? _count++ : capacity - 1;
        for (; place > 0 && candidate.Score > _best[place - 1].Score; place--)
            _best[place] = _best[place - 1];
        _best[place] = candidate;
    }
}
