using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Attention]</c>: each step of the input is a query to the keys; see <see cref="ScoredAttention"/>.</summary>
internal sealed class AttentionLayer : Layer
{
    public override string Kind => "Attention";

    public override ImmutableArray<string> Memories => Memory.Arguments;

    public override bool IsPerStep(LayerDeclaration declaration) => declaration.Names("Keys");

    public override Tensor? Build(LayerContext context)
    {
        var isAdditive = ScoredAttention.IsAdditive(context, byDefault: false);
        var hidden = context.Has("Hidden") ? context.AtLeast(1, "Hidden", 1) : 0;
        if (hidden > 0 && !isAdditive)
        {
            context.Report(
                Descriptors.NotSupported,
                "Hidden",
                [context.Declaration.Text, "only Score.Additive has a hidden width; set Score = Score.Additive, or leave out Hidden"]);
        }

        if (context.IsReady && !IsSequence(context))
        {
            return null;
        }

        if (Memory.Of(context) is not { } memory)
        {
            return null;
        }

        var queries = context.Input;
        int steps = queries.Shape[0], features = queries.Shape[1];
        if (!isAdditive && memory.Keys.Shape[1] != features)
        {
            context.Report(
                Descriptors.UnlikeShapes,
                "Keys",
                [
                    context.Declaration.Text, queries.ShapeText, queries.Origin, memory.Keys.ShapeText, memory.Keys.Origin,
                    $"a dot product needs queries and keys of equal width: put [Dense({Literal.Of(features)})] behind the keys, or use Score.Additive",
                ]);
            return null;
        }

        if (context.Output(new[] { steps, memory.Values.Shape[1] }) is not { } output
            || ScoredAttention.Create(
                context, "", memory.Keys, memory.Values.Tensor, features, !isAdditive ? 0 : hidden > 0 ? hidden : features) is not { } attention)
        {
            return null;
        }

        attention.Append(steps, context.Builder.Axis("t", steps), (t, i) => queries.Tensor.At(t, i), features, output);
        context.Expose(attention.Weights!);
        return output;
    }
}
