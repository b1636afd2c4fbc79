using System.Collections.Immutable;
using StaticNets.CompilerServices;
using StaticNets.Data;

namespace StaticNets;

/// <summary>
/// Finds where a batch's first non-finite value comes from: the data, the parameters or a layer. Slow, and run only once it is known that there is one.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class NonFiniteSearch<T>(T network, Dataset dataset, ExampleBuffer buffer, RecurrentState? state)
    where T : class, INetwork<T>
{
    /// <summary>The origin in some of a batch's chunks, in words; null if these are finite by themselves.</summary>
    /// <param name="rows">The examples of the whole batch.</param>
    /// <param name="firstExample">The examples of the step before these.</param>
    /// <param name="chunks">The chunks of the batch.</param>
    /// <param name="firstChunk">The first chunk to look at.</param>
    /// <param name="endChunk">The chunk behind the last.</param>
    /// <param name="seed">Keys dropout.</param>
    /// <param name="step">Keys dropout.</param>
    /// <param name="denominators">What each loss divides by.</param>
    /// <param name="classWeights">The weights of each loss's classes.</param>
    public string? Find(
        ReadOnlySpan<int> rows,
        int firstExample,
        int chunks,
        int firstChunk,
        int endChunk,
        ulong seed,
        long step,
        ReadOnlySpan<double> denominators,
        ReadOnlySpan<float[]> classWeights)
    {
        if (FindParameter(network) is { } parameter)
            return parameter;
        var gradients = T.NewGradients();
        for (var chunk = firstChunk; chunk < endChunk; chunk++)
        {
            var (first, count) = Chunks.RangeOf(rows.Length, chunks, chunk);
            BatchChain chain = default;
            var batch = buffer.Load(dataset, rows.Slice(first, count), ref chain);
            batch.FirstExample = firstExample + first;
            for (var i = 0; i < denominators.Length; i++)
            {
                batch.SetDenominator(i, denominators[i]);
                batch.SetClassWeights(i, classWeights[i]);
            }

            batch.Seed = seed;
            batch.Step = step;
            batch.State = state;
            batch.FirstSequence = first;
            batch.Gradients = gradients;
            if (FindInData(in batch) is { } data)
                return data;
            if (T.FindNonFinite(network, in batch) is { } layer)
                return $"layer {layer}";
            var loss = T.Run(network, in batch);
            if (!batch.Output.IsEmpty && NonFinite.Find(batch.Output) >= 0)
                return "the network's output";
            if (!double.IsFinite(loss))
                return "the loss";
            if (NonFinite.FindTensor(gradients) is { } gradient)
                return $"the gradient of {gradient}";
        }

        return null;
    }

    /// <summary>What is not finite before the step already, in words, or null.</summary>
    public static string? FindBefore(T network, Optimizer optimizer)
    {
        if (FindParameter(network) is { } parameter)
            return parameter;
        return optimizer.FindNonFiniteState() is { } state ? $"{state}, before the step" : null;
    }

    private static string? FindParameter(T network)
        => NonFinite.FindTensor(network.Parameters) is { } name ? $"parameter {name}, before the step" : null;

    private string? FindInData(scoped in Batch batch)
    {
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            var input = T.Info.Inputs[i];
            if (input.Kind == InputKind.Values && FindExample(batch.Values(i), input.Shape[0], batch.Lengths(i), [], in batch) is { } example)
                return $"input {input.Name} of {example}";
        }

        for (var i = 0; i < T.Info.Losses.Length; i++)
        {
            var loss = T.Info.Losses[i];
            var lengths = loss.LengthsInput >= 0 ? batch.Lengths(loss.LengthsInput) : default;
            if (!loss.TakesLabels && FindExample(batch.Part(i).Targets, loss.InputShape[0], lengths, loss.LengthRules, in batch) is { } targeted)
                return T.Info.Losses.Length == 1 ? $"the target of {targeted}" : $"the target of {loss.Name} of {targeted}";
        }

        return null;
    }

    /// <summary>The first example with such a value, in words, or null.</summary>
    /// <param name="values">Of all examples.</param>
    /// <param name="steps">The steps of an example, where there are lengths.</param>
    /// <param name="lengths">How many of the input's are real: the others do not exist. Empty if all are.</param>
    /// <param name="rules">What layers have made of that.</param>
    /// <param name="batch">The batch.</param>
    private static string? FindExample(
        ReadOnlySpan<float> values, int steps, ReadOnlySpan<int> lengths, ImmutableArray<LengthRule> rules, scoped in Batch batch)
    {
        var width = values.Length / batch.Count;
        for (var example = 0; example < batch.Count; example++)
        {
            var real = lengths.IsEmpty ? width : width / steps * LengthRule.Steps(rules, lengths[example]);
            if (NonFinite.Find(values.Slice(example * width, real)) >= 0)
                return batch.Places![example];
        }

        return null;
    }
}
