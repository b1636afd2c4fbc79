namespace StaticNets.Benchmarks.Contenders;

/// <summary>Recurrent layers as ONNX models, with weights by PyTorch's names.</summary>
internal static class OnnxRecurrent
{
    /// <summary>A recurrent layer and a classifier on every step: [batch, steps, features] to [batch, steps, classes].</summary>
    public static byte[] Sequence(
        RecurrentKind kind, IReadOnlyDictionary<string, float[]> weights, long batch, long steps, long features, long hidden, long classes,
        int layers = 1, bool bothWays = false)
    {
        var model = new OnnxModel();
        long directions = bothWays ? 2 : 1;
        string value = model.Node("Transpose", [model.Input("input", batch, steps, features)], ("perm", new long[] { 1, 0, 2 }));
        long width = features;
        for (int layer = 0; layer < layers; layer++)
        {
            string all = Layer(model, kind, weights, layer, value, width, hidden, bothWays, outputs: 1)[0]; // [steps, directions, batch, hidden]
            if (bothWays)
                all = model.Node("Transpose", [all], ("perm", new long[] { 0, 2, 1, 3 }));
            width = directions * hidden;
            value = model.Node("Reshape", [all, model.Constant(steps, batch, width)]);
        }
        value = model.Node("Reshape", [value, model.Constant(steps * batch, width)]);
        value = model.Node(
            "Gemm", [value, model.Constant(weights["dense1.weight"], classes, width), model.Constant(weights["dense1.bias"], classes)], ("transB", 1L));
        value = model.Node("Reshape", [value, model.Constant(steps, batch, classes)]);
        model.Output(model.Node("Transpose", [value], ("perm", new long[] { 1, 0, 2 })), batch, steps, classes);
        return model.ToArray();
    }

    /// <summary>One step of one sequence: [1, 1, features] and the state to [1, 1, 1, hidden] and the next state. A state is [1, 1, hidden], and an LSTM has two.</summary>
    public static byte[] Step(RecurrentKind kind, IReadOnlyDictionary<string, float[]> weights, long features, long hidden)
    {
        var model = new OnnxModel();
        string input = model.Input("input", 1, 1, features);
        int states = kind == RecurrentKind.Lstm ? 2 : 1;
        var state = Enumerable.Range(0, states).Select(n => model.Input($"state{n}", 1, 1, hidden)).ToArray();
        var outputs = Layer(model, kind, weights, 0, input, features, hidden, false, 1 + states, state);
        model.Output(outputs[0], 1, 1, 1, hidden);
        foreach (string next in outputs[1..])
            model.Output(next, 1, 1, hidden);
        return model.ToArray();
    }

    private static string[] Layer(
        OnnxModel model, RecurrentKind kind, IReadOnlyDictionary<string, float[]> weights, int layer, string input, long features, long hidden,
        bool bothWays, int outputs, params string[] state)
    {
        // ONNX's order of the gates, in terms of PyTorch's: i f g o and r z n there.
        var (operation, prefix, gates) = kind switch
        {
            RecurrentKind.Lstm => ("LSTM", "lstm1", new[] { 0, 3, 1, 2 }),
            RecurrentKind.Gru => ("GRU", "gru1", [1, 0, 2]),
            _ => ("RNN", "rnn1", [0]),
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

        IEnumerable<float> Ordered(string name)
        {
            if (!weights.TryGetValue($"{prefix}.{name}", out float[]? values))
                return new float[rows]; // the second bias, where one does for both
            int size = values.Length / gates.Length;
            return gates.SelectMany(gate => values.Skip(gate * size).Take(size));
        }
    }
}
