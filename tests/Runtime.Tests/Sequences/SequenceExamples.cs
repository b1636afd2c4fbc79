using StaticNets.Data;

namespace StaticNets.Tests.Sequences;

/// <summary>Examples of <see cref="RunningSums"/> drawn at random.</summary>
internal sealed class SequenceExamples
{
    private readonly int _count;
    private readonly int[] _tokens, _lengths;
    private readonly float[] _targets;

    public SequenceExamples(int count, bool full = false)
    {
        var random = new Random(count);
        _count = count;
        _tokens = [.. Enumerable.Range(0, count * RunningSums.Steps).Select(_ => random.Next(RunningSums.Vocabulary))];
        _lengths = [.. Enumerable.Range(0, count).Select(_ => full ? RunningSums.Steps : 1 + random.Next(RunningSums.Steps))];
        Values = [.. Enumerable.Range(0, count * RunningSums.Values).Select(_ => random.NextSingle() - 0.5f)];
        _targets = [.. Enumerable.Range(0, count * RunningSums.Steps).Select(_ => random.NextSingle() - 0.5f)];
    }

    public float[] Values { get; }

    public Dataset Dataset => new(
        [new DatasetInput(Column.OfIndices(_tokens, RunningSums.Steps), Column.OfIndices(_lengths)), Column.OfValues(Values, RunningSums.Values)],
        Column.OfValues(_targets, RunningSums.Steps));

    public Batch Batch()
    {
        var batch = new Batch { Count = _count, Targets = _targets };
        batch.SetTokens(0, _tokens);
        batch.SetLengths(0, _lengths);
        batch.SetValues(1, Values);
        return batch;
    }

    /// <summary>The tokens of one step of all examples.</summary>
    public int[] Step(int step) => [.. Enumerable.Range(0, _count).Select(example => _tokens[example * RunningSums.Steps + step])];

    /// <summary>What a run comes to, in plain loops.</summary>
    /// <returns>The mean loss.</returns>
    public double Reference(RunningSums network, RecurrentState state, Span<float> output)
    {
        var (sum, steps) = (0.0, 0);
        for (var example = 0; example < _count; example++)
        {
            var own = new Range(example * RunningSums.Steps, (example + 1) * RunningSums.Steps);
            sum += network.Reference(
                _tokens.AsSpan(own),
                _lengths[example],
                Values.AsSpan(example * RunningSums.Values, RunningSums.Values),
                _targets.AsSpan(own),
                state.Sequence(example),
                output[own]);
            steps += _lengths[example];
        }

        return sum / steps;
    }
}
