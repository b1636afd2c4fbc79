namespace StaticNets.Tests;

/// <summary>Holds what a run gave for the first examples of a fixture to what PyTorch gives.</summary>
/// <remarks>Throws <see cref="MismatchException"/> and knows no test framework, so that a native program can compare too.</remarks>
internal static class FixtureComparison
{
    public static bool HasGradients(FixtureFile file) => file.NamesAfter("gradient.").Any() || file.NamesAfter("inputgradient.").Any();

    public static void AssertOutput(FixtureFile file, int count, FixtureResult result)
    {
        // Training that looks at the whole batch has an output for each number of examples.
        var ofTraining = $"trainingoutput.{count}";
        var expected = result.Gradients is not null && file.Has(ofTraining) ? file.Doubles(ofTraining) : First(file, "output", count);
        var actual = result.Output.AsSpan();
        if (file.OpenPadding is { } input)
        {
            var isReal = RealElements(file.Integers("lengths." + input), file.Shape("output"));
            expected = expected.ToArray().Where((_, i) => isReal(i)).ToArray();
            actual = actual.ToArray().Where((_, i) => isReal(i)).ToArray();
        }
        Tolerance.AssertClose("output", expected, actual, file.ForwardReduction, file.Elementwise);
    }

    public static void AssertLoss(FixtureFile file, int count, double loss, bool ofTraining = false)
    {
        var stored = ofTraining && file.Has($"trainingloss.{count}") ? $"trainingloss.{count}" : $"loss.{count}";
        var expected = file.Has(stored) ? file.Doubles(stored)[0] : 0;
        if (file.Elementwise is { } each)
        {
            Tolerance.AssertClose("loss", expected, loss, each);
            return;
        }
        // An error of the logits goes into the loss at its full size, however small the loss.
        var scale = file.Has(stored) ? Math.Max(Math.Abs(expected), Tolerance.Scale(file.Doubles("output"))) : 0;
        Tolerance.AssertClose("loss", expected, loss, Tolerance.Of(file.ForwardReduction, scale));
    }

    /// <summary>The gradients of all parameters and of the inputs that have one.</summary>
    public static void AssertGradients(FixtureFile file, int count, NetworkInfo info, FixtureResult result)
    {
        foreach (var parameter in info.Layout.Entries)
        {
            if (parameter.IsTrained)
                FixtureGradient.AssertClose(file, count, parameter.Name, result.Gradients![parameter.Name]);
            else if (parameter.Momentum > 0)
                AssertStatistic(file, count, parameter.Name, result.Gradients![parameter.Name]);
        }
        for (var i = 0; i < info.Inputs.Length; i++)
        {
            if (result.InputGradients[i] is { } gradient)
                AssertInputGradient(file, count, info.Inputs[i].Name, gradient);
        }
    }

    private static void AssertStatistic(FixtureFile file, int count, string buffer, ReadOnlySpan<float> actual) =>
        Tolerance.AssertClose($"statistic of {buffer}", file.Doubles($"statistic.{count}.{buffer}"), actual, file.ForwardReduction, file.Elementwise);

    public static void AssertInputGradient(FixtureFile file, int count, string input, ReadOnlySpan<float> actual) =>
        Tolerance.AssertClose($"gradient of {input}", file.Doubles($"inputgradient.{count}.{input}"), actual, file.BackwardReduction(count), file.Elementwise);

    /// <summary>The state that the examples leave, in the sequences from the given one on.</summary>
    public static void AssertFinalState(FixtureFile file, RecurrentState state, int firstSequence = 0)
    {
        var count = state.Count - firstSequence;
        foreach (var entry in state.Network.States)
        {
            float[] actual = [.. Enumerable.Range(firstSequence, count)
                .SelectMany(sequence => state.Sequence(sequence).Slice(entry.Offset, entry.Size).ToArray())];
            Tolerance.AssertClose(entry.Name, First(file, "finalstate." + entry.Name, count), actual, file.ForwardReduction, file.Elementwise);
        }
    }

    private static Span<double> First(FixtureFile file, string tensor, int count)
    {
        var values = file.Doubles(tensor);
        return values.AsSpan(0, values.Length / file.Counts[^1] * count);
    }

    /// <summary>Tells which elements of <c>[count, steps, features]</c> belong to a step that is not padding.</summary>
    private static Func<int, bool> RealElements(int[] lengths, int[] shape) =>
        i => i / shape[2] % shape[1] < lengths[i / shape[2] / shape[1]];
}
