namespace StaticNets.Tests.Engines;

/// <summary>The code that the compiler emitted for a network. Whatever is asked for starts as NaN: adding to it, or leaving some of it out, shows.</summary>
internal abstract class CompiledEngine
{
    /// <param name="network">A class that implements <see cref="INetwork{TSelf}"/> of itself.</param>
    public static CompiledEngine Of(Type network) => (CompiledEngine)Activator.CreateInstance(typeof(CompiledEngine<>).MakeGenericType(network))!;

    /// <summary>The outputs alone.</summary>
    public abstract EngineResult Infer(NetworkData data, int count);

    /// <summary>Output and loss without dropout.</summary>
    public abstract EngineResult Evaluate(NetworkData data, int count);

    /// <summary>Output, loss and gradients with dropout.</summary>
    public abstract EngineResult Train(NetworkData data, int count, ulong seed = 0, long step = 0);

    /// <summary>The same, chunk by chunk as a trainer has it.</summary>
    public abstract EngineResult TrainInChunks(NetworkData data, int count, ulong seed = 0, long step = 0);
}

/// <summary>The code of one network class.</summary>
internal sealed class CompiledEngine<T> : CompiledEngine
    where T : class, INetwork<T>
{
    public override EngineResult Infer(NetworkData data, int count) => Run(data, count, hasTarget: false, null, 0, 0);

    public override EngineResult Evaluate(NetworkData data, int count) => Run(data, count, hasTarget: true, null, 0, 0);

    public override EngineResult Train(NetworkData data, int count, ulong seed, long step)
        => Run(data, count, hasTarget: true, NotANumberIn(T.NewGradients()), seed, step);

    public override EngineResult TrainInChunks(NetworkData data, int count, ulong seed, long step)
        => Run(data, count, hasTarget: true, NotANumberIn(T.NewGradients()), seed, step, inChunks: true);

    private static EngineResult Run(
        NetworkData data, int count, bool hasTarget, ParameterSet? gradients, ulong seed, long step, bool inChunks = false)
    {
        var network = T.Create(seed);
        for (var i = 0; i < T.Info.Layout.Entries.Length; i++)
        {
            network.Parameters[T.Info.Layout.Entries[i].Name] = data.Parameters[i];
        }

        var output = NotANumber(count * T.Info.OutputSize);
        var results = new Dictionary<string, float[]>();
        var batch = new Batch
        {
            Count = count,
            Output = output,
            Gradients = gradients,
            Seed = seed,
            Step = step,
        };
        for (var i = 0; i < T.Info.Inputs.Length; i++)
        {
            var input = T.Info.Inputs[i];
            if (input.Kind == InputKind.Tokens)
            {
                batch.SetTokens(i, data.Inputs[i].Take(count * input.Size).Select(token => (int)token).ToArray());
            }
            else
            {
                batch.SetValues(i, data.Inputs[i].AsSpan(0, count * input.Size));
            }

            if (input.HasLengths)
            {
                batch.SetLengths(i, data.Lengths[i].AsSpan(0, count));
            }

            if (gradients is not null && input.HasGradient)
            {
                results[input.Name] = NotANumber(count * input.Size);
                batch.SetInputGradient(i, results[input.Name]);
            }
        }

        var more = T.Info.Outputs.Skip(hasTarget ? T.Info.Outputs.Length : 1).ToDictionary(output => output.Name, output => NotANumber(count * output.Size));
        for (var i = 1; i <= more.Count; i++)
        {
            batch.SetOutput(i, more[T.Info.Outputs[i].Name]);
        }

        if (hasTarget)
        {
            SetTarget(ref batch, data);
        }

        var loss = inChunks ? CompilerServices.Chunks.Backward(network, in batch) : T.Run(network, in batch);
        var statistics = new Dictionary<string, float[]>();
        foreach (var parameter in gradients is null ? [] : T.Info.Layout.Entries.Where(parameter => parameter.IsTrained || IsMoved(parameter)))
        {
            (parameter.IsTrained ? results : statistics)[parameter.Name] = gradients![parameter.Name];
        }

        return new(loss, [.. output], InDouble(results)) { Statistics = InDouble(statistics), MoreOutputs = InDouble(more) };
    }

    /// <summary>Whether it is a buffer that a step moves: what the data normalize inputs by is none of the batch's.</summary>
    private static bool IsMoved(ParameterInfo parameter) => parameter.Momentum is not null
        && !T.Info.Normalizations.Any(normalization => parameter.Name.StartsWith($"{normalization.Layer}.", StringComparison.Ordinal));

    private static Dictionary<string, double[]> InDouble(Dictionary<string, float[]> values)
        => values.ToDictionary(entry => entry.Key, entry => entry.Value.Select(value => (double)value).ToArray());

    private static void SetTarget(ref Batch batch, NetworkData data)
    {
        if (T.Info.Loss == LossKind.SoftmaxCrossEntropy)
        {
            var labels = T.Info.OutputSize / T.Info.OutputShape[^1];
            batch.Labels = data.Targets.Take(batch.Count * labels).Select(label => (int)label).ToArray();
        }
        else
        {
            batch.Targets = data.Targets.AsSpan(0, batch.Count * T.Info.OutputSize);
        }
    }

    private static float[] NotANumber(int length)
    {
        var values = new float[length];
        Array.Fill(values, float.NaN);
        return values;
    }

    // By name, as the layout's padding must stay 0.
    private static ParameterSet NotANumberIn(ParameterSet set)
    {
        foreach (var parameter in set.Layout.Entries)
        {
            set[parameter.Name] = NotANumber(parameter.Size);
        }

        return set;
    }
}
