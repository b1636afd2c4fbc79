using StaticNets.Data;

namespace StaticNets.Tests.Training;

/// <summary>
/// What the generator would make of 20 values -> dense 300 -> tanh -> dropout 0.25 -> dense 4 -> softmax cross-entropy, in plain loops.
/// Its gradients take more than one of the ranges that threads share out.
/// </summary>
internal sealed class TestNetwork : INetwork<TestNetwork>
{
    public const int Features = 20, Hidden = 300, Classes = 4;
    private const int Bias1 = Hidden * Features, Weight2 = Bias1 + Hidden + 4, Bias2 = Weight2 + Hidden * Classes, Length = Bias2 + 7;

    private static readonly ParameterLayout Layout = new(nameof(TestNetwork), Length,
    [
        new ParameterInfo("dense1.weight", [Hidden, Features], 0, [1, Hidden], Initializer.Uniform(0.22)),
        new ParameterInfo("dense1.bias", [Hidden], Bias1, [1], Initializer.Uniform(0.22)),
        new ParameterInfo("dense2.weight", [Classes, Hidden], Weight2, [1, Classes], Initializer.Uniform(0.06)),
        new ParameterInfo("dense2.bias", [Classes], Bias2, [1], Initializer.Uniform(0.06)),
    ]);

    [ThreadStatic]
    private static float[]? _scratch;

    public static NetworkInfo Info { get; } = new(
        nameof(TestNetwork),
        [new InputInfo("input", [Features], InputKind.Values, 0, false, false)],
        [Classes],
        LossKind.SoftmaxCrossEntropy,
        [new LayerInfo("dense1", "Dense(300)", [Hidden], 6300, 6000), new LayerInfo("dense2", "Dense(4)", [Classes], 1204, 1200)],
        Layout, 7200, 0, "test-network");

    public ParameterSet Parameters { get; } = new(Layout);

    /// <summary>A step whose runs throw.</summary>
    public long? FailingStep { get; set; }

    public static TestNetwork Create(ulong seed)
    {
        var network = new TestNetwork();
        network.Parameters.Initialize(seed);
        return network;
    }

    public static ParameterSet NewGradients() => new(Layout);

    public static long LossCount(scoped in Batch batch) => batch.Count;

    public static string? FindNonFinite(TestNetwork network, scoped in Batch batch)
    {
        foreach (var weight in network.Parameters["dense2.weight"])
        {
            if (Math.Abs(weight) > 1e30f)
                return "dense2";
        }

        return null;
    }

    public static double Run(TestNetwork network, scoped in Batch batch)
    {
        if (batch.Gradients is not null && batch.Step == network.FailingStep)
            throw new InvalidOperationException($"step {batch.Step} fails at example {batch.FirstExample}");
        var denominator = batch.Denominator == 0 ? batch.Count : batch.Denominator;
        batch.Gradients?.Clear();
        _scratch ??= new float[2 * Hidden + Classes];
        var hidden = _scratch.AsSpan(0, Hidden);
        var keep = _scratch.AsSpan(Hidden, Hidden);
        var logits = _scratch.AsSpan(2 * Hidden);
        var loss = 0.0;
        for (var example = 0; example < batch.Count; example++)
        {
            var x = batch.Values(0).Slice(example * Features, Features);
            keep.Fill(1);
            if (batch.Gradients is not null)
                DrawMask(keep, batch.Seed, batch.Step, batch.FirstExample + example);
            network.Forward(x, keep, hidden, logits);
            if (!batch.Output.IsEmpty)
                logits.CopyTo(batch.Output.Slice(example * Classes, Classes));
            if (batch.Labels.IsEmpty)
                continue;
            loss += Softmax(logits, batch.Labels[example]) / denominator;
            if (batch.Gradients is { } gradients)
                network.Backward(x, keep, hidden, logits, (float)(1 / denominator), gradients.Values);
        }

        return loss;
    }

    /// <summary>Points round four centres: something to learn.</summary>
    public static Dataset Examples(int count, int seed = 1)
    {
        var random = new Random(seed);
        var centres = new Random(99);
        var centre = new float[Classes * Features];
        foreach (ref var value in centre.AsSpan())
            value = (float)centres.NextDouble() - 0.5f;
        var (values, labels) = (new float[count * Features], new int[count]);
        for (var example = 0; example < count; example++)
        {
            labels[example] = random.Next(Classes);
            for (var i = 0; i < Features; i++)
                values[example * Features + i] = centre[labels[example] * Features + i] + (float)(random.NextDouble() - 0.5);
        }

        return new Dataset([Column.OfValues(values, Features)], Column.OfIndices(labels));
    }

    private static void DrawMask(Span<float> keep, ulong seed, long step, int example)
    {
        for (var i = 0; i < keep.Length; i++)
        {
            var hash = (seed * 31 + (ulong)step) * 0x9E3779B97F4A7C15 + (ulong)example * 0xBF58476D1CE4E5B9 + (ulong)i * 0x94D049BB133111EB;
            hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
            keep[i] = (hash >> 62) == 0 ? 0 : 4 / 3f;
        }
    }

    private static double Softmax(Span<float> logits, int label)
    {
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit);
        var loss = Math.Log(sum) - logits[label];
        foreach (ref var logit in logits)
            logit = (float)(Math.Exp(logit) / sum);
        logits[label] -= 1;
        return loss;
    }

    private void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> keep, Span<float> hidden, Span<float> logits)
    {
        ReadOnlySpan<float> p = Parameters.Values;
        p.Slice(Bias1, Hidden).CopyTo(hidden);
        for (var i = 0; i < Features; i++)
        {
            for (var h = 0; h < Hidden; h++)
                hidden[h] += p[i * Hidden + h] * x[i];
        }

        p.Slice(Bias2, Classes).CopyTo(logits);
        for (var h = 0; h < Hidden; h++)
        {
            hidden[h] = MathF.Tanh(hidden[h]);
            for (var c = 0; c < Classes; c++)
                logits[c] += p[Weight2 + h * Classes + c] * hidden[h] * keep[h];
        }
    }

    private void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> keep, Span<float> hidden, ReadOnlySpan<float> error, float weight, Span<float> g)
    {
        ReadOnlySpan<float> p = Parameters.Values;
        for (var c = 0; c < Classes; c++)
            g[Bias2 + c] += error[c] * weight;
        for (var h = 0; h < Hidden; h++)
        {
            var back = 0f;
            for (var c = 0; c < Classes; c++)
            {
                g[Weight2 + h * Classes + c] += hidden[h] * keep[h] * error[c] * weight;
                back += p[Weight2 + h * Classes + c] * error[c] * weight;
            }

            hidden[h] = back * keep[h] * (1 - hidden[h] * hidden[h]);
            g[Bias1 + h] += hidden[h];
        }

        for (var i = 0; i < Features; i++)
        {
            for (var h = 0; h < Hidden; h++)
                g[i * Hidden + h] += hidden[h] * x[i];
        }
    }
}
