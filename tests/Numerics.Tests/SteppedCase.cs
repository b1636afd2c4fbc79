namespace StaticNets.Tests;

/// <summary>A network of which a sequence can be computed whole or step by step.</summary>
internal abstract class SteppedCase(string name)
{
    public string Name { get; } = name;

    /// <summary>The output of encoding the first examples of the fixture and then taking one step after another.</summary>
    public abstract float[] StepByStep(FixtureFile file, int count);

    /// <summary>Asserts that this is what PyTorch gives for the whole, but for padding steps.</summary>
    public abstract void AssertIsWhole(FixtureFile file, int count, float[] output);

    /// <summary>Asserts that sequences of one state, begun and stepped at different times, do not disturb one another.</summary>
    public abstract void AssertSequencesAreApart(FixtureFile file);
}

/// <summary>The case of one network class, of whose name its file is.</summary>
internal sealed class SteppedCase<T>() : SteppedCase(typeof(T).Name)
    where T : class, ISteppedNetwork<T>
{
    private static readonly int StepSize = T.Info.OutputSize / Steps;

    private static int Steps => T.Info.Inputs.First(input => !input.IsEncoded).Shape[0];

    public override float[] StepByStep(FixtureFile file, int count)
    {
        var network = Network(file);
        var state = T.NewState(count);
        Encode(network, file, 0, count, state, 0);
        var output = new float[count * T.Info.OutputSize];
        var ofStep = new float[count * StepSize];
        for (var step = 0; step < Steps; step++)
        {
            Step(network, file, 0, count, step, ofStep, state, 0);
            for (var example = 0; example < count; example++)
                ofStep.AsSpan(example * StepSize, StepSize).CopyTo(output.AsSpan(example * T.Info.OutputSize + step * StepSize));
        }

        return output;
    }

    public override void AssertSequencesAreApart(FixtureFile file)
    {
        var network = Network(file);
        var state = T.NewState(3);
        var output = new float[T.Info.OutputSize];
        for (var i = 0; i < state.Values.Length; i++)
            state.Values[i] = float.NaN;
        Encode(network, file, 0, 1, state, 1);
        for (var step = 0; step < Steps; step++)
            Step(network, file, 0, 1, step, output.AsSpan(step * StepSize, StepSize), state, 1);
        AssertIsWhole(file, 1, output);
        if (state.Sequence(0).ContainsAnyExcept(float.NaN) || state.Sequence(2).ContainsAnyExcept(float.NaN))
            throw new MismatchException("A sequence of the state changed that was not in the batch.");
    }

    // Padding steps have no meaning, and no fixed value when they are computed one by one.
    public override void AssertIsWhole(FixtureFile file, int count, float[] output)
    {
        var expected = file.Doubles("output").AsSpan(0, count * T.Info.OutputSize).ToArray();
        var actual = output.AsSpan().ToArray();
        var stepped = T.Info.Inputs.Index().First(input => !input.Item.IsEncoded);
        if (stepped.Item.HasLengths)
        {
            var lengths = file.Integers("lengths." + stepped.Item.Name);
            for (var i = 0; i < actual.Length; i++)
            {
                if (i % T.Info.OutputSize / StepSize >= lengths[i / T.Info.OutputSize])
                    (actual[i], expected[i]) = (0, 0);
            }
        }

        Tolerance.AssertClose("output", expected, actual, file.ForwardReduction, file.Elementwise);
    }

    private static T Network(FixtureFile file)
    {
        var network = T.Create(seed: 0);
        FixtureCase<T>.SetParameters(network.Parameters, file);
        return network;
    }

    private static void Encode(T network, FixtureFile file, int first, int count, RecurrentState state, int firstSequence)
    {
        var batch = new Batch { Count = count, State = state, FirstSequence = firstSequence };
        for (var i = 0; i < T.Info.Inputs.Length; i++)
        {
            if (T.Info.Inputs[i].IsEncoded)
                FixtureCase<T>.SetInput(ref batch, file, i, first);
        }

        T.Encode(network, in batch);
    }

    private static void Step(T network, FixtureFile file, int first, int count, int step, Span<float> output, RecurrentState state, int firstSequence)
    {
        var batch = new Batch { Count = count, State = state, FirstSequence = firstSequence, Output = output };
        for (var i = 0; i < T.Info.Inputs.Length; i++)
        {
            var input = T.Info.Inputs[i];
            if (input.IsEncoded)
                continue;
            if (input.Kind == InputKind.Tokens)
                batch.SetTokens(i, OfStep(file.Integers("input." + input.Name), input, first, count, step));
            else
                batch.SetValues(i, OfStep(file.Floats("input." + input.Name), input, first, count, step));
        }

        T.Step(network, in batch);
    }

    private static TElement[] OfStep<TElement>(TElement[] values, InputInfo input, int first, int count, int step)
    {
        // A vector has no steps: each gets all of it.
        if (input is { Kind: InputKind.Values, Shape.Length: 1 })
            return [.. values.AsSpan(first * input.Size, count * input.Size)];
        var size = input.Size / input.Shape[0];
        return [.. Enumerable.Range(first, count).SelectMany(example => values.AsSpan(example * input.Size + step * size, size).ToArray())];
    }
}
