using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>
/// Another number of elements along one axis. Output i lies at s(i) = (i + 1/2) n / m - 1/2 for n inputs and m outputs: nearest takes the input at floor(i n /
/// m), linear interpolates between those at floor(s) and floor(s) + 1, and beyond the ends takes the one there. With g the greatest common divisor, output a (m
/// / g) + j lies a (n / g) behind output j: neighbouring j that read the same input become one loop.
/// </summary>
internal sealed class Resampling
{
    /// <summary>Each becomes a loop of its own.</summary>
    private const int MostRuns = 32;

    private readonly int inputs;
    private readonly int outputs;
    private readonly int divisor;
    private readonly bool isLinear;
    private readonly ImmutableArray<(int First, int Count, int Source)> runs;

    private Resampling(int inputs, int outputs, bool isLinear)
    {
        this.inputs = inputs;
        this.outputs = outputs;
        this.isLinear = isLinear;
        divisor = Integers.GreatestCommonDivisor(inputs, outputs);
        runs = [.. Runs().Take(MostRuns + 1)];
    }

    public bool KeepsSize => inputs == outputs;

    private int Period => outputs / divisor;

    /// <summary>Null where it would take too many loops, which is reported.</summary>
    /// <param name="argument">The argument that gives the outputs.</param>
    public static Resampling? Of(LayerContext context, string argument, int inputs, int outputs, bool isLinear)
    {
        if (isLinear && outputs > ConstantTable.Maximum / 2)
        {
            context.Report(
                Descriptors.NotSupported,
                context.Has(argument) ? argument : null,
                [
                    context.Declaration.Text,
                    $"a {argument} of {Literal.Of(outputs)} needs a table of {Literal.Of(2L * outputs)} weights, but at most "
                        + $"{Literal.Of(ConstantTable.Maximum)} are written into code",
                ]);
            return null;
        }

        var resampling = new Resampling(inputs, outputs, isLinear);
        if (resampling.runs.Length <= MostRuns)
        {
            return resampling;
        }

        var multiple = Math.Max(1, (int)Math.Round((double)outputs / inputs)) * inputs;
        context.Report(
            Descriptors.NotSupported,
            context.Has(argument) ? argument : null,
            [
                context.Declaration.Text,
                $"a {argument} of {Literal.Of(outputs)} from {Literal.Of(inputs)} reads the input in more than {Literal.Of(MostRuns)} patterns: use "
                    + $"{Literal.Of(multiple)}, or another {argument} that has large divisors in common with {Literal.Of(inputs)}",
            ],
            context.Has(argument) ? ["here", Literal.Of(multiple)] : null);
        return null;
    }

    /// <summary>Appends the loops.</summary>
    /// <param name="axis">The axis of both tensors that differs.</param>
    public void Append(LayerContext context, Tensor input, Tensor output, int axis, string comment)
    {
        var b = context.Builder;
        var weights = isLinear ? b.Constants($"{context.Name}.weights{Literal.Of(axis)}", new[] { outputs, 2 }, Weights()) : null;
        foreach (var (first, count, source) in runs)
        {
            var index = context.Indices(input.Dimensions);
            Axis a = b.Axis("a", divisor), j = b.Axis("j", count), tap = b.Axis("tap", isLinear ? 2 : 1);
            Affine[] place = [.. index], read = [.. index];
            place[axis] = (a * Period) + j + first;
            read[axis] = (a * (inputs / divisor)) + source;
            var writing = runs.Length == 1 ? Writing.Whole : Writing.Part;
            if (weights is null)
            {
                b.Add(output, place, Combine.Assign, input.At(read), comment, writing);
                continue;
            }

            // A tap beyond an end contributes nothing, and its weight is the other's.
            read[axis] += tap;
            b.Add(output, place, Combine.Sum, input.At(read) * weights.At(place[axis], tap), comment, writing);
        }
    }

    /// <summary>Where the inputs of outputs that read alike begin, for the outputs of one period.</summary>
    private IEnumerable<(int First, int Count, int Source)> Runs()
    {
        var first = 0;
        for (var j = 1; j <= Period; j++)
        {
            if (j == Period || Source(j) != Source(first))
            {
                yield return (first, j - first, Source(first));
                first = j;
            }
        }
    }

    private int Source(int output) => isLinear
        ? (int)Integers.FloorDivide((((2L * output) + 1) * inputs) - outputs, 2L * outputs)
        : (int)((long)output * inputs / outputs);

    private double[] Weights()
    {
        var weights = new double[2 * outputs];
        for (var i = 0; i < outputs; i++)
        {
            var source = Source(i);
            var share = Math.Max(0, (((i + 0.5) * inputs) / outputs) - 0.5) - source;
            (weights[2 * i], weights[(2 * i) + 1]) = source < 0 ? (0, 1) : source == inputs - 1 ? (1, 0) : (1 - share, share);
        }

        return weights;
    }
}
