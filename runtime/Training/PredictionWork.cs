namespace StaticNets;

/// <summary>
/// Classes and probabilities of values that lie in the caller's memory, shard by shard. It stays from call to call, so that calls allocate nothing once every
/// thread has had a shard.
/// </summary>
internal sealed unsafe class PredictionWork<T>(T network, Scoring scoring, int threads) : IWork
    where T : class, INetwork<T>
{
    private readonly float[]?[] _logits = new float[threads][];
    private int _count;

    // Spans cannot go to other threads; these are valid while the call that was given them waits.
    private float* _input;
    private int* _classes;
    private float* _probabilities;

    /// <summary>Decisions per example.</summary>
    public int Width => scoring.Width;

    /// <summary>Computes them.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="input">Their values.</param>
    /// <param name="classes">Receives the classes.</param>
    /// <param name="probabilities">Receives the probabilities; empty if they are not wanted.</param>
    public void Run(WorkerTeam team, int count, ReadOnlySpan<float> input, Span<int> classes, Span<float> probabilities)
    {
        fixed (float* inputs = input, outputs = probabilities)
        fixed (int* results = classes)
        {
            _count = count;
            _input = inputs;
            _classes = results;
            _probabilities = outputs;
            team.Run(this, (int)((count + (long)Evaluator<T>.ShardExamples - 1) / Evaluator<T>.ShardExamples));
        }
    }

    public void Execute(int item, int worker)
    {
        var info = T.Info;
        var first = item * Evaluator<T>.ShardExamples;
        var count = Math.Min(Evaluator<T>.ShardExamples, _count - first);
        var size = info.Inputs[0].Size;
        var output = _probabilities is null
            ? (_logits[worker] ??= new float[checked(Evaluator<T>.ShardExamples * info.OutputSize)]).AsSpan(0, count * info.OutputSize)
            : new Span<float>(_probabilities + (nint)first * info.OutputSize, count * info.OutputSize);
        var batch = new Batch { Count = count, FirstExample = first, Output = output };
        batch.SetValues(0, new ReadOnlySpan<float>(_input + (nint)first * size, count * size));
        T.Run(network, in batch);
        scoring.Predict(output, new Span<int>(_classes + (nint)first * scoring.Width, count * scoring.Width));
        if (_probabilities is not null)
            LogitProbabilities.Compute(scoring.Loss, output);
    }
}
