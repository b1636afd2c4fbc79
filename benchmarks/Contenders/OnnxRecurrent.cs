namespace StaticNets.Benchmarks.Contenders;

/// <summary>Recurrent layers in ONNX, with weights by PyTorch's names.</summary>
internal static class OnnxRecurrent
{
    /// <summary>
    /// One step of one sequence: [1, 1, features] and the state to [1, 1, 1, hidden] and the next state. A state is [1, 1, hidden], and an LSTM has two.
    /// </summary>
    public static byte[] Step(RecurrentKind kind, IReadOnlyDictionary<string, float[]> weights, long features, long hidden)
    {
        var model = new OnnxModel();
        string input = model.Input("input", 1, 1, features);
        int states = kind == RecurrentKind.Lstm ? 2 : 1;
        var state = Enumerable.Range(0, states).Select(n => model.Input($"state{n}", 1, 1, hidden)).ToArray();
        string name = kind.ToString().ToLowerInvariant() + "1";
        var outputs = Layer(model, kind, name, weights, 0, input, features, hidden, false, 1 + states, state);
        model.Output(outputs[0], 1, 1, 1, hidden);
        foreach (string next in outputs[1..])
            model.Output(next, 1, 1, hidden);
        return model.ToArray();
    }

    /// <summary>Adds one recurrent layer, of those that may lie one on top of the other: [steps, batch, features] to [steps, directions, batch, hidden] and
    /// then, for <paramref name="outputs"/> above 1, the state after the last step.</summary>
    /// <param name="model">Gets the layer.</param>
    /// <param name="kind">LSTM, GRU (in PyTorch's form) or RNN.</param>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="weights">By PyTorch's names.</param>
    /// <param name="layer">Its number from the bottom, from 0 on.</param>
    /// <param name="input">The value that it takes.</param>
    /// <param name="features">Of a step of the input.</param>
    /// <param name="hidden">Units.</param>
    /// <param name="bothWays">Whether it reads the sequence backwards, too.</param>
    /// <param name="outputs">How many of its outputs are wanted.</param>
    /// <param name="state">The values of the state it starts from; without any, 0.</param>
    public static string[] Layer(
        OnnxModel model, RecurrentKind kind, string name, IReadOnlyDictionary<string, float[]> weights, int layer, string input, long features, long hidden,
        bool bothWays, int outputs, params string[] state)
    {
        // ONNX's order of the gates, in terms of PyTorch's: i f g o and r z n there.
        var (operation, gates) = kind switch
        {
            RecurrentKind.Lstm => ("LSTM", new[] { 0, 3, 1, 2 }),
            RecurrentKind.Gru => ("GRU", [1, 0, 2]),
            _ => ("RNN", [0]),
        };
        string[] suffixes = bothWays ? [$"_l{layer}", $"_l{layer}_reverse"] : [$"_l{layer}"];
        long directions = suffixes.Length, rows = gates.Length * hidden;
        var attributes = new List<(string, object)> { ("hidden_size", hidden), ("direction", bothWays ? "bidirectional" : "forward") };
        if (kind == RecurrentKind.Gru)
            attributes.Add(("linear_before_reset", 1L)); // PyTorch's form
        return model.Node(
            operation,
            [
                input,
                model.Constant([.. suffixes.SelectMany(suffix => Ordered($"weight_ih{suffix}"))], directions, rows, features),
                model.Constant([.. suffixes.SelectMany(suffix => Ordered($"weight_hh{suffix}"))], directions, rows, hidden),
                model.Constant([.. suffixes.SelectMany(suffix => Ordered($"bias_ih{suffix}").Concat(Ordered($"bias_hh{suffix}")))], directions, 2 * rows),
                .. state.Length == 0 ? [] : state.Prepend(""), // "": no lengths
            ],
            outputs, [.. attributes]);

        IEnumerable<float> Ordered(string parameter)
        {
            if (!weights.TryGetValue($"{name}.{parameter}", out float[]? values))
                return new float[rows]; // the second bias, where one does for both
            int size = values.Length / gates.Length;
            return gates.SelectMany(gate => values.Skip(gate * size).Take(size));
        }
    }
}
