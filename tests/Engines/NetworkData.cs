using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using ModelInitializer = StaticNets.Generator.Model.InitializerKind;
using ModelLoss = StaticNets.Generator.Model.LossKind;

namespace StaticNets.Tests.Engines;

/// <summary>What a network is run on, the same for every engine: parameters and examples, drawn from a seed and rounded to floats.</summary>
/// <param name="Parameters">In the order of the model's parameters.</param>
/// <param name="Inputs">All examples of each input, tokens as numbers.</param>
/// <param name="Lengths">The steps of all examples of each input; empty where an input has no lengths.</param>
/// <param name="Targets">All examples of the targets, labels as numbers; the output's gradient where the network has no loss.</param>
internal sealed record NetworkData(float[][] Parameters, float[][] Inputs, int[][] Lengths, float[] Targets, bool[] IsTokens)
{
    /// <summary>One label in so many is the class that is left out, where there is one.</summary>
    private const int Ignored = 4;

    public static NetworkData Draw(NetworkModel model, int count, int seed)
    {
        var random = new Random(seed);
        return new(
            [.. model.Parameters.Select(parameter => Parameter(random, parameter))],
            [.. model.Inputs.Select(
                input => input.Vocabulary > 0 ? Tokens(random, count * input.Tensor.Size, input.Vocabulary) : Uniform(random, count * input.Tensor.Size, 1))],
            [.. model.Inputs.Select(input => input.Lengths is null ? [] : LengthsOf(random, count, input.LeastLength, input.Shape[0]))],
            model.Losses[0].Kind == ModelLoss.SoftmaxCrossEntropy
                ? Labels(random, model.Losses[0], count)
                : Uniform(
                    random,
                    count * model.Losses[0].Target.Size,
                    model.Losses[0].Kind == ModelLoss.BinaryCrossEntropy ? 0.5 : 1,
                    model.Losses[0].Kind == ModelLoss.BinaryCrossEntropy ? 0.5 : 0),
            [.. model.Inputs.Select(input => input.Vocabulary > 0)]);
    }

    /// <summary>These data with every parameter and input moved by up to <paramref name="relative"/> of itself.</summary>
    public NetworkData Shake(double relative, int seed)
    {
        var random = new Random(seed);
        float[] Move(float[] values) => [.. values.Select(value => (float)(value * (1 + (relative * ((2 * random.NextDouble()) - 1)))))];
        return this with { Parameters = [.. Parameters.Select(Move)], Inputs = [.. Inputs.Select((values, i) => IsTokens[i] ? values : Move(values))] };
    }

    /// <summary>
    /// These data with something else at the steps behind each example's length, in values and targets. Tokens and labels stay, as only those there are can be
    /// given.
    /// </summary>
    public NetworkData WithPadding(NetworkModel model, Func<int, float> padding)
    {
        float[] Pad(float[] values, int[] lengths, int steps)
        {
            var width = values.Length / (lengths.Length * steps);
            return [.. values.Select((value, i) => i / width % steps < lengths[i / width / steps] ? value : padding(i))];
        }

        return this with
        {
            Inputs = [.. model.Inputs.Select((input, i) => input.Lengths is null || IsTokens[i] ? Inputs[i] : Pad(Inputs[i], Lengths[i], input.Shape[0]))],
            Targets = model.Losses[0].Kind is ModelLoss.MeanSquaredError or ModelLoss.BinaryCrossEntropy && RealSteps(model.Losses[0]) is { } real
                ? Pad(Targets, real, model.Losses[0].Target.Dimensions[0])
                : Targets,
        };
    }

    /// <summary>How many steps of each example's target are real; null where all are.</summary>
    public int[]? RealSteps(LossModel loss) => loss.Lengths is null ? null : [.. Lengths[loss.LengthsInput].Select(loss.RealSteps)];

    public static float[] Slice(float[] values, Tensor tensor, int first, int count)
        => values[(int)(first * tensor.Size)..(int)((first + count) * tensor.Size)];

    /// <summary>Around its initial value where that is a constant, else within the bound of its initial values.</summary>
    private static float[] Parameter(Random random, ParameterModel parameter) => parameter.Initializer == ModelInitializer.Constant
        ? Uniform(random, parameter.Tensor.Size, 0.5, parameter.Value)
        : Uniform(random, parameter.Tensor.Size, parameter.Value);

    private static float[] Uniform(Random random, long count, double bound, double centre = 0)
        => [.. Enumerable.Range(0, (int)count).Select(_ => (float)(centre + (bound * ((2 * random.NextDouble()) - 1))))];

    private static float[] Tokens(Random random, long count, int vocabulary)
        => [.. Enumerable.Range(0, (int)count).Select(_ => (float)random.Next(vocabulary))];

    /// <summary>From the fewest steps that an example may have to all.</summary>
    private static int[] LengthsOf(Random random, int count, int least, int steps)
        => [.. Enumerable.Range(0, count).Select(_ => random.Next(steps - least + 1) + least)];

    private static float[] Labels(Random random, LossModel loss, int count)
    {
        var labels = new float[count * loss.Target.Size];
        for (var i = 0; i < labels.Length; i++)
        {
            // The first counts, so that no mean is over nothing.
            var label = random.Next(loss.Classes);
            labels[i] = i == 0
                ? (label == loss.IgnoreIndex ? (label + 1) % loss.Classes : label)
                : (random.Next(Ignored) == 0 ? loss.IgnoreIndex : label);
        }

        return labels;
    }
}
