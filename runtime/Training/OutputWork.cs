using StaticNets.Data;

namespace StaticNets;

/// <summary>The network's output on a dataset, shard by shard.</summary>
internal sealed class OutputWork<T>(T network, Dataset dataset, int threads, float[] outputs) : IWork
    where T : class, INetwork<T>
{
    private readonly Dataset _inputs = new(dataset.Inputs);
    private readonly ExampleBuffer?[] _buffers = new ExampleBuffer?[threads];

    public int Shards { get; } = (dataset.Count + Evaluator<T>.ShardExamples - 1) / Evaluator<T>.ShardExamples;

    public void Execute(int item, int worker)
    {
        var first = item * Evaluator<T>.ShardExamples;
        var count = Math.Min(Evaluator<T>.ShardExamples, _inputs.Count - first);
        var buffer = _buffers[worker] ??= new ExampleBuffer(T.Info, _inputs, Math.Min(Evaluator<T>.ShardExamples, _inputs.Count), scores: false);
        BatchChain chain = default;
        var batch = buffer.Load(_inputs, first, count, ref chain);
        batch.FirstExample = first;
        batch.Output = outputs.AsSpan(first * T.Info.OutputSize, count * T.Info.OutputSize);
        T.Run(network, in batch);
    }
}
