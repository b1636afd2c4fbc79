namespace StaticNets.Tests;

/// <summary>A compiled network that is run from the states of its fixture.</summary>
internal abstract class StateCase(string name)
{
    public string Name { get; } = name;

    public abstract NetworkInfo Info { get; }

    public abstract RecurrentState NewState(int count);

    /// <summary>Runs the network with the fixture's parameters on some of its examples, and changes the state.</summary>
    public abstract FixtureResult Run(FixtureFile file, Pass pass, int first, int count, RecurrentState state, int firstSequence = 0);

    /// <summary>The output for the first or second half of the steps of a fixture that has twice the network's.</summary>
    public abstract float[] RunHalf(FixtureFile file, int half, int count, RecurrentState state);

    public RecurrentState InitialState(FixtureFile file, int first, int count)
    {
        var state = NewState(count);
        foreach (var entry in Info.States)
        {
            var values = file.Floats("state." + entry.Name);
            for (var example = 0; example < count; example++)
                values.AsSpan((first + example) * entry.Size, entry.Size).CopyTo(state.Sequence(example)[entry.Offset..]);
        }
        return state;
    }
}

/// <summary>The case of one network class, of whose name its file is.</summary>
internal sealed class StateCase<T>(Func<int, RecurrentState> newState) : StateCase(typeof(T).Name)
    where T : class, INetwork<T>
{
    public override NetworkInfo Info => T.Info;

    public override RecurrentState NewState(int count) => newState(count);

    public override FixtureResult Run(FixtureFile file, Pass pass, int first, int count, RecurrentState state, int firstSequence = 0)
    {
        var network = Network(file);
        var output = new float[count * T.Info.OutputSize];
        var gradients = pass == Pass.Training ? T.NewGradients() : null;
        var inputGradients = new float[]?[T.Info.Inputs.Length];
        var batch = new Batch
        {
            Count = count,
            Output = output,
            Gradients = gradients,
            State = state,
            FirstSequence = firstSequence,
        };
        for (var i = 0; i < T.Info.Inputs.Length; i++)
        {
            FixtureCase<T>.SetInput(ref batch, file, i, first);
            if (pass == Pass.Training && T.Info.Inputs[i].HasGradient)
                batch.SetInputGradient(i, inputGradients[i] = new float[count * T.Info.Inputs[i].Size]);
        }
        if (pass != Pass.Inference)
            FixtureCase<T>.SetTarget(ref batch, file, first);
        return new FixtureResult(T.Run(network, in batch), output, gradients, inputGradients);
    }

    public override float[] RunHalf(FixtureFile file, int half, int count, RecurrentState state)
    {
        var input = T.Info.Inputs.Single();
        var output = new float[count * T.Info.OutputSize];
        var batch = new Batch { Count = count, Output = output, State = state };
        if (input.Kind == InputKind.Tokens)
            batch.SetTokens(0, Half(file.Integers("input." + input.Name), half, input.Size));
        else
            batch.SetValues(0, Half(file.Floats("input." + input.Name), half, input.Size));
        T.Run(Network(file), in batch);
        return output;
    }

    private static T Network(FixtureFile file)
    {
        var network = T.Create(seed: 0);
        FixtureCase<T>.SetParameters(network.Parameters, file);
        return network;
    }

    /// <summary>Of every two pieces of a size, the first or the second.</summary>
    private static TElement[] Half<TElement>(TElement[] values, int half, int size) =>
        [.. values.Chunk(size).Where((_, piece) => piece % 2 == half).SelectMany(piece => piece)];
}
