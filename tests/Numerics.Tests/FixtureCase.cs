namespace StaticNets.Tests;

/// <summary>Which results a run is asked for.</summary>
internal enum Pass
{
    Inference,
    Loss,
    Training,
}

/// <summary>What a run gave; tensors that were not asked for are null.</summary>
internal sealed record FixtureResult(double Loss, float[] Output, ParameterSet? Gradients, float[]?[] InputGradients);

/// <summary>A compiled network that is run on the examples of its fixture.</summary>
internal abstract class FixtureCase(string name)
{
    public string Name { get; } = name;

    public abstract NetworkInfo Info { get; }

    /// <summary>What the loss of the first <paramref name="count"/> examples divides by.</summary>
    public abstract long LossCount(FixtureFile file, int count);

    /// <summary>Runs a network with the fixture's parameters on some of its examples.</summary>
    /// <param name="file">The case's fixture.</param>
    /// <param name="pass">The results to ask for.</param>
    /// <param name="first">The first example.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="denominator">As <see cref="Batch.Denominator"/>; 0 where these examples are the whole batch.</param>
    public abstract FixtureResult Run(FixtureFile file, Pass pass, int first, int count, double denominator = 0);
}

/// <summary>The case of one network class, of whose name its file is.</summary>
internal sealed class FixtureCase<T>() : FixtureCase(typeof(T).Name)
    where T : class, INetwork<T>
{
    public override NetworkInfo Info => T.Info;

    public override long LossCount(FixtureFile file, int count)
    {
        var batch = new Batch { Count = count };
        for (var i = 0; i < T.Info.Inputs.Length; i++)
            SetLengths(ref batch, file, i, 0);
        SetTarget(ref batch, file, 0);
        return T.LossCount(in batch);
    }

    public override FixtureResult Run(FixtureFile file, Pass pass, int first, int count, double denominator = 0)
    {
        var network = T.Create(seed: 0);
        SetParameters(network.Parameters, file);
        // Whatever is asked for starts as NaN: adding to it, or leaving some of it out, shows.
        var output = NotANumber(count * T.Info.OutputSize);
        var gradients = pass == Pass.Training ? NotANumberIn(T.NewGradients()) : null;
        var inputGradients = new float[]?[T.Info.Inputs.Length];
        var batch = new Batch
        {
            Count = count,
            Output = output,
            Gradients = gradients,
            FirstExample = first,
            Denominator = denominator,
        };
        for (var i = 0; i < T.Info.Inputs.Length; i++)
        {
            var input = T.Info.Inputs[i];
            SetInput(ref batch, file, i, first);
            if (pass == Pass.Training && input.HasGradient)
                batch.SetInputGradient(i, inputGradients[i] = NotANumber(count * input.Size));
        }
        if (pass != Pass.Inference)
            SetTarget(ref batch, file, first);
        return new FixtureResult(T.Run(network, in batch), output, gradients, inputGradients);
    }

    public static void SetInput(ref Batch batch, FixtureFile file, int index, int first)
    {
        var input = T.Info.Inputs[index];
        var (start, length) = (first * input.Size, batch.Count * input.Size);
        if (input.Kind == InputKind.Tokens)
            batch.SetTokens(index, file.Integers("input." + input.Name).AsSpan(start, length));
        else
            batch.SetValues(index, file.Floats("input." + input.Name).AsSpan(start, length));
        SetLengths(ref batch, file, index, first);
    }

    private static void SetLengths(ref Batch batch, FixtureFile file, int index, int first)
    {
        if (T.Info.Inputs[index].HasLengths)
            batch.SetLengths(index, file.Integers("lengths." + T.Info.Inputs[index].Name).AsSpan(first, batch.Count));
    }

    public static void SetTarget(ref Batch batch, FixtureFile file, int first)
    {
        if (T.Info.Loss == LossKind.SoftmaxCrossEntropy)
        {
            var labels = T.Info.OutputSize / T.Info.OutputShape[^1];
            batch.Labels = file.Integers("target").AsSpan(first * labels, batch.Count * labels);
        }
        else
        {
            var target = T.Info.Loss == LossKind.None ? "outputgradient" : "target";
            batch.Targets = file.Floats(target).AsSpan(first * T.Info.OutputSize, batch.Count * T.Info.OutputSize);
        }
    }

    public static void SetParameters(ParameterSet parameters, FixtureFile file)
    {
        foreach (var parameter in parameters.Layout.Entries)
        {
            var stored = "parameter." + parameter.Name;
            parameters[parameter.Name] = file.Has(stored) ? file.Floats(stored) : FormulaValues.OfParameter(file.FormulaPrefix, parameter);
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
            set[parameter.Name] = NotANumber(parameter.Size);
        return set;
    }
}
