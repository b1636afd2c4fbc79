using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>
/// Attention with one score per query and key: out[t] = sum over s of softmax(score(q[t], k[s])) v[s]. Dot: q k / sqrt(d) (Vaswani et al. 2017). Additive:
/// w tanh(Wq q + Wk k) (Bahdanau, Cho and Bengio 2014).
/// </summary>
internal sealed class ScoredAttention
{
    private readonly LayerContext context;
    private readonly Value keys;
    private readonly Tensor values;
    private readonly string prefix;
    private readonly Projections? projections;

    private ScoredAttention(LayerContext context, string prefix, Value keys, Tensor values, Projections? projections)
    {
        this.context = context;
        this.prefix = prefix;
        this.keys = keys;
        this.values = values;
        this.projections = projections;
    }

    /// <summary>The weights of every query and key, [queries, keys], once the loops are appended.</summary>
    public Tensor? Weights { get; private set; }

    private string Name => $"{context.Name}.{prefix}";

    /// <summary>Which of the two scores the layer's argument says.</summary>
    /// <param name="byDefault">Whether it is the additive one where nothing is said.</param>
    public static bool IsAdditive(LayerContext context, bool byDefault) => context.Choice("Score", byDefault ? Score.Additive : Score.Dot) == Score.Additive;

    /// <summary>Adds the parameters and what depends on keys alone; null where they are too large, which is reported.</summary>
    /// <param name="prefix">What parameters and tensors are called after the layer's name, empty or ending in a dot.</param>
    /// <param name="hidden">The width of the additive score; 0 for the dot product.</param>
    public static ScoredAttention? Create(LayerContext context, string prefix, Value keys, Tensor values, int queryFeatures, int hidden)
    {
        if (hidden == 0)
        {
            return new(context, prefix, keys, values, null);
        }

        int steps = keys.Shape[0], features = keys.Shape[1];
        if (context.Weight("weight", new[] { hidden, queryFeatures }, queryFeatures, $"{prefix}query") is not { } query
            || context.Weight("weight", new[] { hidden, features }, features, $"{prefix}key") is not { } key
            || context.Weight("weight", new[] { 1, hidden }, hidden, $"{prefix}score") is not { } score)
        {
            return null;
        }

        var b = context.Builder;
        var projected = b.Activation($"{context.Name}.{prefix}keys", new[] { steps, hidden });
        Axis s = b.Axis("s", steps), h = b.Axis("h", hidden), i = b.Axis("i", features);
        b.Sum(projected, [s, h], keys.Tensor.At(s, i) * key.At(h, i), $"{context.Comment}: keys x key.weight");
        return new(context, prefix, keys, values, new(query, score, projected, hidden));
    }

    /// <summary>Appends the loops from queries to their contexts.</summary>
    /// <param name="steps">How many queries there are.</param>
    /// <param name="query">The index of a query: an axis over all, or that of an enclosing scan.</param>
    /// <param name="element">A query's feature, as a read.</param>
    /// <param name="output">Gets [steps, features of the values].</param>
    public void Append(int steps, Affine query, Func<Affine, Affine, Expression> element, int features, Tensor output)
    {
        var b = context.Builder;
        var keySteps = keys.Shape[0];
        var scores = b.Activation($"{Name}scores", new[] { steps, keySteps });
        if (projections is not null)
        {
            AppendAdditive(steps, query, element, features, scores, projections);
        }
        else
        {
            Affine s = b.Axis("s", keySteps), i = b.Axis("i", features);
            b.Sum(scores, [query, s], element(query, i) * keys.Tensor.At(s, i), $"{context.Comment}: queries x keys");
        }

        var weights = Weights = b.Activation($"{Name}weights", scores.Dimensions);
        SoftmaxRows.Append(
            b, scores, weights, $"{Name}softmax", $"{context.Comment}: the weights", [query], KeyMask.Of(keys, isCausal: false), projections is null
                ? 1 / Math.Sqrt(features)
                : 1);

        Affine key = b.Axis("s", keySteps), v = b.Axis("v", values.Dimensions[1]);
        b.Sum(output, [query, v], weights.At(query, key) * values.At(key, v), $"{context.Comment}: weights x values");
    }

    private void AppendAdditive(int steps, Affine query, Func<Affine, Affine, Expression> element, int features, Tensor scores, Projections parts)
    {
        var b = context.Builder;
        var keySteps = keys.Shape[0];
        var queries = b.Activation($"{Name}queries", new[] { steps, parts.Hidden });
        Affine h = b.Axis("h", parts.Hidden), i = b.Axis("i", features);
        b.Sum(queries, [query, h], element(query, i) * parts.Query.At(h, i), $"{context.Comment}: queries x query.weight");

        var squashed = b.Activation($"{Name}squashed", new[] { steps, keySteps, parts.Hidden }, laneAxis: 2);
        Affine s = b.Axis("s", keySteps), unit = b.Axis("h", parts.Hidden);
        b.Assign(
            squashed,
            [query, s, unit],
            Expression.Apply(UnaryOperation.Tanh, queries.At(query, unit) + parts.Keys.At(s, unit)),
            $"{context.Comment}: tanh(Wq q + Wk k)");
        b.Sum(scores, [query, s], squashed.At(query, s, unit) * parts.Score.At(0, unit), $"{context.Comment}: the scores");
    }

    /// <param name="Query">[hidden, query features].</param>
    /// <param name="Score">[1, hidden].</param>
    /// <param name="Keys">The keys times their weights, [key steps, hidden].</param>
    private sealed record Projections(Tensor Query, Tensor Score, Tensor Keys, int Hidden);
}
