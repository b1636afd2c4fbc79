using StaticNets.Generator.Model;
using Xunit;

namespace StaticNets.Tests.Engines;

/// <summary>
/// Holds emitted code to the interpreter's results. Each result may be off by <c>2e-6 * sqrt(n) * scale</c>, where scale is the largest magnitude of the
/// expected tensor and n the length of the longest sum on the way to it: a sum of n floats of size s carries a rounding error of about
/// <c>2^-24 * sqrt(n) * s</c>, and the factor above that is for the network's depth and the vector functions. Where terms cancel, so that a result says less
/// than its size suggests, it may also be off by some of what moving the parameters and inputs by a few units in the last place makes of it.
/// </summary>
internal sealed class EngineComparison
{
    private const double Unit = 2e-6;
    private const double Rounding = 1.0 / (1 << 24);

    /// <summary>How far the data are moved to see what cancels, and how many times the effect of that is allowed.</summary>
    private const double Shake = 1.0 / (1 << 20);
    private const double ShakeFactor = 2;

    /// <summary>
    /// How often a result is computed with other roundings, and by how much of itself an element is moved: what the vector functions may be off by.
    /// </summary>
    private const int Roundings = 2;
    private const double FunctionError = 4.0 / (1 << 24);

    /// <summary>
    /// A gradient this much smaller than the network's others is 0 in exact arithmetic, as is that of a bias before a normalisation:
    /// what is left of it has the others' error.
    /// </summary>
    private const double Vanished = 1e-9;

    private readonly NetworkData data;
    private readonly ReferenceEngine reference;
    private readonly ReferenceEngine[] others;

    /// <summary>Of each example, where the output is a sequence with lengths: behind them it says nothing.</summary>
    private readonly int[]? realSteps;
    private readonly int outputSteps = 1;
    private readonly ulong seed;
    private readonly long step;

    public EngineComparison(NetworkModel model, int examples, int dataSeed, ulong seed = 0x5EED, long step = 3)
    {
        this.seed = seed;
        this.step = step;
        data = NetworkData.Draw(model, examples, dataSeed);
        reference = new(model, data, seed, step);
        others = [new(model, data.Shake(Shake, dataSeed), seed, step)];
    }

    /// <summary>
    /// For data that may be hostile. What stands in padding does not exist: the interpreter sees 0 there. How much a result says is seen by having the
    /// interpreter round what it stores: an element that is a float stays as it is, so that what is exact, equal values for instance, must be met exactly; any
    /// other is moved by a few units in the last place.
    /// </summary>
    public EngineComparison(NetworkModel model, NetworkData data, ulong seed = 0x5EED, long step = 3)
    {
        this.data = data;
        this.seed = seed;
        this.step = step;
        var clean = data.WithPadding(model, _ => 0);
        reference = new(model, clean, seed, step);
        others = [.. Enumerable.Range(1, Roundings).Select(draw => new ReferenceEngine(model, clean, seed, step, Rounded(new Random(draw))))];
        realSteps = data.RealSteps(model.Losses[0]);
        outputSteps = realSteps is null ? 1 : model.Losses[0].Target.Dimensions[0];
    }

    /// <summary>Inference, loss and training of the first <paramref name="count"/> examples.</summary>
    public void AssertAgrees(CompiledEngine compiled, int count)
    {
        var (expected, moved) = (reference.Evaluate(count), others.Select(other => other.Evaluate(count)).ToArray());
        var reduction = reference.ForwardReduction;
        var inferred = compiled.Infer(data, count);
        AssertClose($"output of inference of {count}", Real(expected.Output, count), Outputs(moved, count), Real(inferred.Output, count), reduction);
        Assert.Equal(expected.MoreOutputs.Keys.Order(StringComparer.Ordinal), inferred.MoreOutputs.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, output) in expected.MoreOutputs)
        {
            AssertClose($"{name} of {count}", output, [.. moved.Select(other => other.MoreOutputs[name])], inferred.MoreOutputs[name], reduction);
        }

        var evaluation = compiled.Evaluate(data, count);
        AssertClose($"output beside the loss of {count}", Real(expected.Output, count), Outputs(moved, count), Real(evaluation.Output, count), reduction);
        AssertLoss($"loss of {count}", expected, moved, evaluation, count);

        AssertTrains(count, compiled.Train(data, count, seed, step));
    }

    /// <summary>Training of the first <paramref name="count"/> examples, chunk by chunk.</summary>
    public void AssertAgreesInChunks(CompiledEngine compiled, int count) => AssertTrains(count, compiled.TrainInChunks(data, count, seed, step));

    private void AssertTrains(int count, EngineResult training)
    {
        var (expected, moved) = (reference.Train(count), others.Select(other => other.Train(count)).ToArray());
        var reduction = reference.ForwardReduction;
        AssertClose($"output of training of {count}", Real(expected.Output, count), Outputs(moved, count), Real(training.Output, count), reduction);
        AssertLoss($"loss of training of {count}", expected, moved, training, count);
        Assert.Equal(expected.Gradients.Keys.Order(StringComparer.Ordinal), training.Gradients.Keys.Order(StringComparer.Ordinal));
        var largest = expected.Gradients.Values.Select(Scale).DefaultIfEmpty().Max();
        if (largest < Vanished / count)
        {
            // All are differences of equal numbers, as in front of a softmax whose outputs are only averaged: of the size of a mean's share.
            largest = 1.0 / count;
        }

        Assert.Equal(expected.Statistics.Keys.Order(StringComparer.Ordinal), training.Statistics.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, statistic) in expected.Statistics)
        {
            var others = moved.Select(other => other.Statistics[name]).ToArray();
            AssertClose($"statistic of {name} of {count}", statistic, others, training.Statistics[name], reference.BackwardReduction(count));
        }

        foreach (var (name, gradient) in expected.Gradients)
        {
            var others = moved.Select(other => other.Gradients[name]).ToArray();
            AssertClose($"gradient of {name} of {count}", gradient, others, training.Gradients[name], reference.BackwardReduction(count), largest);
        }
    }

    /// <summary>Rounds as floats are, and moves what is no float.</summary>
    private static Func<double, double> Rounded(Random random) => value => (float)value == value || !double.IsFinite(value)
        ? value
        : (float)(value * (1 + (FunctionError * ((2 * random.NextDouble()) - 1))));

    private double[][] Outputs(EngineResult[] results, int count) => [.. results.Select(result => Real(result.Output, count))];

    /// <summary>The output without padding.</summary>
    private double[] Real(double[] output, int count)
    {
        if (realSteps is null)
        {
            return output;
        }

        var size = output.Length / count;
        return [.. output.Where((_, i) => i % size < realSteps[i / size] * (size / outputSteps))];
    }

    /// <summary>An error of the logits goes into the loss at its full size, however small the loss.</summary>
    private void AssertLoss(string what, EngineResult expected, EngineResult[] moved, EngineResult actual, int count)
    {
        var scale = expected.Loss == 0 ? 0 : Math.Max(Math.Abs(expected.Loss), Scale(Real(expected.Output, count)));
        var movement = Movement([expected.Loss], [.. moved.Select(other => new[] { other.Loss })]);
        AssertClose(what, expected.Loss, actual.Loss, Allowed(reference.ForwardReduction, scale, movement));
    }

    private static void AssertClose(string what, double[] expected, double[][] moved, double[] actual, int reduction, double largest = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Scale(expected);

        // A small gradient may be a difference of large ones, as that of a softmax is: it is off by a rounding of those.
        var allowed = (Rounding * largest) + Allowed(reduction, scale < Vanished * largest ? largest : scale, Movement(expected, moved));
        for (var i = 0; i < expected.Length; i++)
        {
            // What floats cannot hold says nothing.
            if (moved.All(other => double.IsFinite(other[i]) || !double.IsFinite(expected[i])))
            {
                AssertClose($"{what}, element {i}", expected[i], actual[i], allowed);
            }
        }
    }

    private static void AssertClose(string what, double expected, double actual, double allowed)
    {
        var error = Math.Abs(actual - expected);
        // Written so that NaN fails where none is expected; a value that is out of the range of floats is an infinity.
        if (!(error <= allowed) && !((double)(float)expected).Equals(actual))
        {
            Assert.Fail($"{what}: {actual:R}, but the interpreter has {expected:R}: off by {error:E2}, allowed are {allowed:E2}.");
        }
    }

    private static double Allowed(int reduction, double scale, double movement)
        => (Math.Sqrt(reduction) * ((Unit * scale) + float.Epsilon)) + (ShakeFactor * movement);

    /// <summary>How far the results are apart, where they are finite.</summary>
    private static double Movement(double[] expected, double[][] moved) => Scale(moved.SelectMany(other => expected.Zip(other, (a, b) => a - b)));

    private static double Scale(IEnumerable<double> values) => values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
}
