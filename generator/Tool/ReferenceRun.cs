namespace StaticNets.Tool;

/// <summary>Runs a network on reference data and compares, as ONNX's own tests do.</summary>
internal static class ReferenceRun
{
    private const float Relative = 1e-3f, Absolute = 1e-5f;

    /// <summary>What differs first, or null.</summary>
    /// <param name="network">The network.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="inputs">Values, tokens and lengths in the network's order.</param>
    /// <param name="expected">For each output what it must give.</param>
    public static string? Difference<T>(T network, int count, IReadOnlyList<ReferenceInput> inputs, IReadOnlyList<float[]> expected)
        where T : class, INetwork<T>
    {
        var info = T.Info;
        if (info.Outputs.Length != expected.Count)
            return $"it has {info.Outputs.Length} outputs instead of {expected.Count}";
        float[][] outputs = [.. info.Outputs.Select(output => new float[output.Size * count])];
        var batch = new Batch { Count = count, Output = outputs[0] };
        for (var i = 1; i < outputs.Length; i++)
            batch.SetOutput(i, outputs[i]);
        var place = -1;
        foreach (var input in inputs)
        {
            if (input.Kind == "Lengths")
                batch.SetLengths(place, Integers(input));
            else if (input.Kind == "Tokens")
                batch.SetTokens(++place, Integers(input));
            else
                batch.SetValues(++place, input.Values);
        }
        T.Run(network, in batch);
        return Enumerable.Range(0, outputs.Length).Select(i => Difference(i, outputs[i], expected[i])).FirstOrDefault(difference => difference is not null);
    }

    private static string? Difference(int output, float[] actual, float[] expected)
    {
        if (actual.Length != expected.Length)
            return $"output {output} has {actual.Length} elements instead of {expected.Length}";
        for (var i = 0; i < actual.Length; i++)
        {
            if (!IsClose(actual[i], expected[i]))
                return $"output {output}, element {i} is {actual[i]} instead of {expected[i]}";
        }
        return null;
    }

    private static bool IsClose(float actual, float expected) => actual == expected || (float.IsNaN(actual) && float.IsNaN(expected))
        || MathF.Abs(actual - expected) <= Absolute + Relative * MathF.Abs(expected);

    private static int[] Integers(ReferenceInput input) => [.. input.Values.Select(value => (int)value)];
}

/// <summary>The data of one input of a network, of all examples.</summary>
/// <param name="Kind">Numbers, Tokens or Lengths.</param>
/// <param name="Values">As many as there are in all examples; tokens and lengths are whole numbers.</param>
internal sealed record ReferenceInput(string Kind, float[] Values);
