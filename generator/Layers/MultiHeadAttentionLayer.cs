using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[MultiHeadAttention(heads)]</c>: softmax(Q_i K_i^T / sqrt(d / heads)) V_i for each head i, side by side, times Wo (Vaswani et al. 2017). Parameters are
/// those of PyTorch's MultiheadAttention.
/// </summary>
internal sealed class MultiHeadAttentionLayer : Layer
{
    public override string Kind => "MultiHeadAttention";

    public override ImmutableArray<string> Memories => Memory.Arguments;

    public override bool IsPerStep(LayerDeclaration declaration) => RemembersSteps(declaration) || declaration.Names("Keys");

    public override bool RemembersSteps(LayerDeclaration declaration) => declaration.Arguments.Any(argument => argument is { Name: "Causal", Value: true });

    public override Tensor? Build(LayerContext context)
    {
        var heads = context.AtLeast(1, "heads", 1);
        var isCausal = context.Bool("Causal", false);
        if (context.IsReady && !IsSequence(context))
        {
            return null;
        }

        if (Memory.Of(context) is not { } memory || !Check(context, memory, heads, isCausal))
        {
            return null;
        }

        var queries = context.Input;
        int steps = queries.Shape[0], width = queries.Shape[1], depth = width / heads;
        if (context.Output(queries.Shape) is not { } output || Projections(context, memory, width) is not { } project
            || context.Weight("weight", new[] { width, width }, width, "out_proj") is not { } outWeight)
        {
            return null;
        }

        // The weights' shapes do not tell; nor do PyTorch's files, which are taken to fit.
        context.FileStatement("heads", Literal.Of(heads));
        var hasBias = context.Bool("Bias", true);
        var inBias = hasBias ? context.Parameter("in_proj_bias", new[] { 3 * width }, InitializerKind.Constant, 0) : null;
        var outBias = hasBias ? context.Parameter("bias", new[] { width }, InitializerKind.Constant, 0, module: "out_proj") : null;
        var q = project(queries, 0, inBias, "queries", heads);
        var k = project(memory.Keys, 1, inBias, "keys", heads);
        var v = project(memory.Values, 2, inBias, "values", heads);

        if (isCausal)
        {
            (k, v) = (context.AllRows(k, memory.Keys.AllSteps), context.AllRows(v, memory.Keys.AllSteps));
        }

        var keySteps = k.Dimensions[0];
        var b = context.Builder;
        var scores = b.Activation($"{context.Name}.scores", new[] { heads, steps, keySteps }, laneAxis: 2);
        Axis h = b.Axis("head", heads), t = b.Axis("t", steps), s = b.Axis("s", keySteps), d = b.Axis("d", depth);
        b.Sum(scores, [h, t, s], q.At(t, h, d) * k.At(s, h, d), $"{context.Comment}: queries x keys, by head");

        var weights = b.Activation($"{context.Name}.weights", scores.Dimensions, laneAxis: 2);
        SoftmaxRows.Append(
            b,
            scores,
            weights,
            $"{context.Name}.softmax",
            $"{context.Comment}: the weights",
            [h, t],
            KeyMask.Of(memory.Keys, isCausal, isCausal && context.IsOneStep ? context.StepNumber(keySteps) : null),
            1 / Math.Sqrt(depth));

        var joined = b.Activation($"{context.Name}.heads", new[] { steps, heads, depth }, laneAxis: 2);
        b.Sum(joined, [t, h, d], weights.At(h, t, s) * v.At(s, h, d), $"{context.Comment}: weights x values, by head");

        var sum = b.Activation($"{context.Name}.sum", output.Dimensions);
        var u = b.Axis("u", width);
        b.Sum(sum, [t, u], joined.At(t, h, d) * outWeight.At(u, (h * depth) + d), $"{context.Comment}: heads x out_proj.weight");
        context.AddBias(sum, outBias, output, 1);
        context.Expose(weights);
        return output;
    }

    private static bool Check(LayerContext context, Memory memory, int heads, bool isCausal)
    {
        var queries = context.Input;
        if (queries.Shape[1] % heads != 0)
        {
            var width = queries.Shape[1];
            var divisors = Enumerable.Range(1, width).Where(divisor => width % divisor == 0).ToList();
            var below = divisors.Last(divisor => divisor <= heads);
            var above = divisors.FirstOrDefault(divisor => divisor > heads);
            var nearest = above > 0 && above - heads < heads - below ? above : below;
            context.Report(
                Descriptors.HeadsDoNotDivide,
                "heads",
                [context.Declaration.Text, Literal.Of(heads), Literal.Of(width), queries.Description, above > 0
                    ? $"{Literal.Of(below)} or {Literal.Of(above)}"
                    : Literal.Of(below)],
                ["here", Literal.Of(nearest)]);
            return false;
        }

        if (isCausal && !memory.IsSelf && memory.Keys.Shape[0] != queries.Shape[0])
        {
            context.Report(
                Descriptors.CausalCross,
                "Causal",
                [context.Declaration.Text, Literal.Of(queries.Shape[0]), queries.Origin, Literal.Of(memory.Keys.Shape[0]), memory.Keys.Origin]);
            return false;
        }

        return true;
    }

    /// <summary>
    /// Adds the input weights, one tensor where queries, keys and values have the same width; gives what appends the projection number n of a value.
    /// </summary>
    private static Func<Value, int, Tensor?, string, int, Tensor>? Projections(LayerContext context, Memory memory, int width)
    {
        Tensor[] weights;
        if (memory.Keys.Shape[1] == width && memory.Values.Shape[1] == width)
        {
            // torch.nn.init.xavier_uniform_ of the whole tensor, whatever the network's Init, as PyTorch has it.
            var bound = Math.Sqrt(6.0 / (4.0 * width));
            if (context.Parameter("in_proj_weight", new[] { 3 * width, width }, InitializerKind.Uniform, bound) is not { } all)
            {
                return null;
            }

            weights = [all, all, all];
        }
        else
        {
            Tensor? Separate(string name, int features)
                => context.Parameter($"{name}_proj_weight", new[] { width, features }, InitializerKind.Uniform, Math.Sqrt(6.0 / ((double)width + features)));
            if (Separate("q", width) is not { } query || Separate("k", memory.Keys.Shape[1]) is not { } key
                || Separate("v", memory.Values.Shape[1]) is not { } value)
            {
                return null;
            }

            weights = [query, key, value];
        }

        var isOne = ReferenceEquals(weights[0], weights[1]);
        return (value, n, bias, what, heads) => Project(context, value, weights[n], isOne ? n * width : 0, bias, n * width, what, width, heads);
    }

    /// <summary>Appends value x weight + bias, cut into heads: [steps, heads, depth].</summary>
    private static Tensor Project(
        LayerContext context, Value value, Tensor weight, int firstRow, Tensor? bias, int firstBias, string what, int width, int heads)
    {
        var b = context.Builder;
        int steps = value.Shape[0], features = value.Shape[1], depth = width / heads;
        var shape = new[] { steps, heads, depth };
        var sum = b.Activation($"{context.Name}.{what}.sum", shape, laneAxis: 2);
        Axis t = b.Axis("t", steps), h = b.Axis("head", heads), d = b.Axis("d", depth), i = b.Axis("i", features);
        b.Sum(sum, [t, h, d], value.Tensor.At(t, i) * weight.At((h * depth) + d + firstRow, i), $"{context.Comment}: {what} x weights");
        if (bias is null)
        {
            return sum;
        }

        var projected = b.Activation($"{context.Name}.{what}", shape, laneAxis: 2);
        b.Assign(projected, [t, h, d], sum.At(t, h, d) + bias.At((h * depth) + d + firstBias), $"{context.Comment}: {what}");
        return projected;
    }
}
