using StaticNets.CompilerServices;
using StaticNets.Data;

namespace StaticNets;

/// <summary>Finds where a batch's first non-finite value comes from: the data, the parameters or a layer. Slow, and run only once it is known that there is one.</summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class NonFiniteSearch<T>(T network, Dataset dataset, ExampleBuffer buffer, RecurrentState? state)
    where T : class, INetwork<T>
{
    /// <summary>The origin, in words.</summary>
    public string Find(ReadOnlySpan<int> rows, ulong seed, long step, double denominator)
    {
        if (FindInParameters() is { } parameter)
            return parameter;
        var gradients = T.NewGradients();
        var chunks = Chunks.CountOf(rows.Length, network.Parameters.Layout);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var (first, count) = Chunks.RangeOf(rows.Length, chunks, chunk);
            var batch = buffer.Load(dataset, rows.Slice(first, count));
            batch.FirstExample = first;
            batch.Denominator = denominator;
            batch.Seed = seed;
            batch.Step = step;
            batch.State = state;
            batch.FirstSequence = first;
            batch.Gradients = gradients;
            if (FindInData(in batch, rows.Slice(first, count)) is { } data)
                return data;
            if (T.FindNonFinite(network, in batch) is { } layer)
                return $"layer {layer}";
            var loss = T.Run(network, in batch);
            if (!batch.Output.IsEmpty && !GradientNorm.IsFinite(batch.Output))
                return "the network's output";
            if (!double.IsFinite(loss))
                return "the loss";
            if (FindIn(gradients) is { } gradient)
                return $"the gradient of {gradient}";
        }

        return "the sum of gradients over the batch";
    }

    private string? FindInParameters() => FindIn(network.Parameters) is { } name ? $"parameter {name}, before the step" : null;

    private static string? FindIn(ParameterSet set)
    {
        if (GradientNorm.IsFinite(set.Values))
            return null;
        foreach (var name in set.Names)
        {
            if (!GradientNorm.IsFinite(set[name]))
                return name;
        }

        return null;
    }

    private string? FindInData(scoped in Batch batch, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            if (dataset.Inputs[i].Values is not null && FindExample(batch.Values(i), batch.Lengths(i), T.Info.Inputs[i].Shape[0], rows) is { } example)
                return $"input {T.Info.Inputs[i].Name} of example {example} of the dataset";
        }

        var lengths = T.Info.LossLengthsInput is >= 0 and var input ? batch.Lengths(input) : default;
        return FindExample(batch.Targets, lengths, T.Info.OutputShape[0], rows) is { } targeted ? $"the target of example {targeted} of the dataset" : null;
    }

    /// <summary>The row of the first example with a non-finite value in a real step; padding may hold anything, and without lengths there is none.</summary>
    private static int? FindExample(ReadOnlySpan<float> values, ReadOnlySpan<int> lengths, int steps, ReadOnlySpan<int> rows)
    {
        var width = values.Length / rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            var real = lengths.IsEmpty ? width : width / steps * lengths[i];
            if (!GradientNorm.IsFinite(values.Slice(i * width, real)))
                return rows[i];
        }

        return null;
    }
}
