using StaticNets.Generator.Model;
using Xunit;

namespace StaticNets.Tests.Engines;

/// <summary>
/// Holds emitted code to the interpreter's results. Each result may be off by <c>2e-6 * sqrt(n) * scale</c>, where scale is the largest magnitude of the expected tensor and n
/// the length of the longest sum on the way to it: a sum of n floats of size s carries a rounding error of about <c>2^-24 * sqrt(n) * s</c>, and the factor above that is
/// for the network's depth and the vector functions. Where terms cancel, so that a result says less than its size suggests, it may also be off by some of what moving the
/// parameters and inputs by a few units in the last place makes of it.
/// </summary>
internal sealed class EngineComparison
{
    private const double Unit = 2e-6;
    private const double Rounding = 1.0 / (1 << 24);

    /// <summary>How far the data are moved to see what cancels, and how many times the effect of that is allowed.</summary>
    private const double Shake = 1.0 / (1 << 20);
    private const double ShakeFactor = 2;

    /// <summary>
    /// A gradient this much smaller than the network's others is 0 in exact arithmetic, as is that of a bias before a normalisation: what is left of it has the others' error.
    /// </summary>
    private const double Vanished = 1e-9;

    private readonly NetworkData data;
    private readonly CompiledEngine compiled;
    private readonly ReferenceEngine reference;
    private readonly ReferenceEngine shaken;
    private readonly ulong seed;
    private readonly long step;

    public EngineComparison(NetworkModel model, CompiledEngine compiled, int examples, int dataSeed, ulong seed = 0x5EED, long step = 3)
    {
        this.compiled = compiled;
        this.seed = seed;
        this.step = step;
        data = NetworkData.Draw(model, examples, dataSeed);
        reference = new(model, data, seed, step);
        shaken = new(model, data.Shake(Shake, dataSeed), seed, step);
    }

    /// <summary>Inference, loss and training of the first <paramref name="count"/> examples.</summary>
    public void AssertAgrees(int count)
    {
        EngineResult expected = reference.Evaluate(count), moved = shaken.Evaluate(count);
        var reduction = reference.ForwardReduction;
        AssertClose($"output of inference of {count}", expected.Output, moved.Output, compiled.Infer(data, count).Output, reduction);
        var evaluation = compiled.Evaluate(data, count);
        AssertClose($"output beside the loss of {count}", expected.Output, moved.Output, evaluation.Output, reduction);
        AssertLoss($"loss of {count}", expected, moved, evaluation);

        (expected, moved) = (reference.Train(count), shaken.Train(count));
        var training = compiled.Train(data, count, seed, step);
        AssertClose($"output of training of {count}", expected.Output, moved.Output, training.Output, reduction);
        AssertLoss($"loss of training of {count}", expected, moved, training);
        Assert.Equal(expected.Gradients.Keys.Order(StringComparer.Ordinal), training.Gradients.Keys.Order(StringComparer.Ordinal));
        var largest = expected.Gradients.Values.Select(Scale).DefaultIfEmpty().Max();
        if (largest < Vanished / count)
        {
            // All are differences of equal numbers, as in front of a softmax whose outputs are only averaged: of the size of a mean's share.
            largest = 1.0 / count;
        }

        foreach (var (name, gradient) in expected.Gradients)
        {
            AssertClose($"gradient of {name} of {count}", gradient, moved.Gradients[name], training.Gradients[name], reference.BackwardReduction(count), largest);
        }
    }

    /// <summary>An error of the logits goes into the loss at its full size, however small the loss.</summary>
    private void AssertLoss(string what, EngineResult expected, EngineResult moved, EngineResult actual)
    {
        var scale = expected.Loss == 0 ? 0 : Math.Max(Math.Abs(expected.Loss), Scale(expected.Output));
        AssertClose(what, expected.Loss, actual.Loss, Allowed(reference.ForwardReduction, scale, Math.Abs(moved.Loss - expected.Loss)));
    }

    private static void AssertClose(string what, double[] expected, double[] moved, double[] actual, int reduction, double largest = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Scale(expected);

        // A small gradient may be a difference of large ones, as that of a softmax is: it is off by a rounding of those.
        var allowed = (Rounding * largest) + Allowed(reduction, scale < Vanished * largest ? largest : scale, Scale([.. expected.Zip(moved, (a, b) => a - b)]));
        for (var i = 0; i < expected.Length; i++)
        {
            AssertClose($"{what}, element {i}", expected[i], actual[i], allowed);
        }
    }

    private static void AssertClose(string what, double expected, double actual, double allowed)
    {
        var error = Math.Abs(actual - expected);
        // Written so that NaN fails.
        if (!(error <= allowed))
        {
            Assert.Fail($"{what}: {actual:R}, but the interpreter has {expected:R}: off by {error:E2}, allowed are {allowed:E2}.");
        }
    }

    private static double Allowed(int reduction, double scale, double movement) => (Unit * Math.Sqrt(reduction) * scale) + (ShakeFactor * movement);

    private static double Scale(IEnumerable<double> values) => values.Select(Math.Abs).DefaultIfEmpty().Max();
}
