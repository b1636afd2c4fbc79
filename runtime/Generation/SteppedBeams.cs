namespace StaticNets.Generation;

/// <summary>
/// A network that is run step by step, each step from a token to the logits of the next, as what a <see cref="BeamSearch"/> searches: every beam has a sequence
/// of a state of its own. <see cref="Begin"/>, then search; nothing is allocated by either. Not for use by several threads at once.
/// </summary>
/// <typeparam name="TNetwork">The network.</typeparam>
public sealed class SteppedBeams<TNetwork> : IBeamModel
    where TNetwork : class, ISteppedNetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly int _tokens;
    private RecurrentState _states;
    private RecurrentState _nextStates;

    /// <summary>Makes room for the states of the beams.</summary>
    /// <param name="network">The network.</param>
    /// <param name="width">The number of beams, as the search has it.</param>
    /// <exception cref="ArgumentException">The network takes other things than tokens in a step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no beam.</exception>
    public SteppedBeams(TNetwork network, int width)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var stepped = TNetwork.Info.Inputs.Index().Where(input => !input.Item.IsEncoded).ToArray();
        if (stepped is not [{ Item.Kind: InputKind.Tokens }])
            throw new ArgumentException(
                $"{TNetwork.Info.Name} takes {string.Join(" and ", stepped.Select(input => input.Item.Name))} in a step, but a search gives one token.",
                nameof(network));
        _network = network;
        _tokens = stepped[0].Index;
        _states = TNetwork.NewState(width);
        _nextStates = TNetwork.NewState(width);
    }

    /// <summary>Says where the next search begins.</summary>
    /// <param name="state">A state of the network; what its first sequence has encoded and read so far is copied.</param>
    /// <exception cref="ArgumentException">It is a state of another network.</exception>
    public void Begin(RecurrentState state) => _states.CopyFrom(state, 0, 0);

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> parents, ReadOnlySpan<int> tokens, Span<float> logits)
    {
        for (var beam = 0; beam < parents.Length; beam++)
            _nextStates.CopyFrom(_states, parents[beam], beam);
        (_states, _nextStates) = (_nextStates, _states);

        var batch = new Batch { Count = parents.Length, Output = logits, State = _states };
        batch.SetTokens(_tokens, tokens);
        TNetwork.Step(_network, in batch);
    }
}
