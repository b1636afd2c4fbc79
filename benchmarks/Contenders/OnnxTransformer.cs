namespace StaticNets.Benchmarks.Contenders;

/// <summary>A transformer's encoder as an ONNX model, in the fused operations that ONNX Runtime has for it.</summary>
internal static class OnnxTransformer
{
    private const float Epsilon = 1e-5f;

    /// <summary>Encoder layers (post-norm, relu) and a classifier on every step: [batch, steps, width] to [batch, steps, classes].</summary>
    public static byte[] Encoder(
        IReadOnlyDictionary<string, float[]> weights, long batch, long steps, long width, long heads, long inner, int layers, long classes)
    {
        var model = new OnnxModel();
        string value = model.Input("input", batch, steps, width);
        for (int layer = 1; layer <= layers; layer++)
            value = Layer($"layer{layer}", value);
        value = Dense("dense1", Rows(value), width, classes);
        model.Output(model.Node("Reshape", [value, model.Constant(batch, steps, classes)]), batch, steps, classes);
        return model.ToArray();

        string Layer(string name, string input)
        {
            string attended = model.Node(
                "com.microsoft.Attention",
                [
                    input,
                    model.Constant(Transposed(weights[$"{name}.self_attn.in_proj_weight"], (int)width), width, 3 * width),
                    model.Constant(weights[$"{name}.self_attn.in_proj_bias"], 3 * width),
                ],
                ("num_heads", heads));
            string first = AddAndNorm($"{name}.norm1", Dense($"{name}.self_attn.out_proj", Rows(attended), width, width), Rows(input));
            string between = model.Node("Relu", [Dense($"{name}.linear1", first, width, inner)]);
            string second = AddAndNorm($"{name}.norm2", Dense($"{name}.linear2", between, inner, width), first);
            return model.Node("Reshape", [second, model.Constant(batch, steps, width)]);
        }

        string Rows(string input) => model.Node("Reshape", [input, model.Constant(batch * steps, width)]);

        string Dense(string name, string input, long inputs, long outputs) => model.Node(
            "Gemm",
            [input, model.Constant(weights[$"{name}.weight"], outputs, inputs), model.Constant(weights[$"{name}.bias"], outputs)],
            ("transB", 1L));

        string AddAndNorm(string name, string input, string skipped) => model.Node(
            "com.microsoft.SkipLayerNormalization",
            [input, skipped, model.Constant(weights[$"{name}.weight"], width), model.Constant(weights[$"{name}.bias"], width)],
            ("epsilon", Epsilon));
    }

    private static float[] Transposed(float[] matrix, int columns)
    {
        int rows = matrix.Length / columns;
        var transposed = new float[matrix.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
        return transposed;
    }
}
