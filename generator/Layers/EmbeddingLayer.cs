using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Embedding(dimension)]</c>: the row of a table that each token names, [steps, dimension].</summary>
internal sealed class EmbeddingLayer : Layer
{
    public override string Kind => "Embedding";

    protected override bool TakesTokens => true;

    public override Tensor? Build(LayerContext context)
    {
        var dimension = context.AtLeast(1, "dimension", 1);
        if (!context.IsReady || context.Output(new[] { context.Input.Shape[0], dimension }) is not { } output
            || context.Table(context.Input.Vocabulary, dimension) is not { } weight)
        {
            return null;
        }

        var b = context.Builder;
        Axis step = b.Axis("step", output.Dimensions[0]), i = b.Axis("i", dimension), row = b.Axis("row", context.Input.Vocabulary);
        b.Add(output, [step, i], Combine.Sum, weight.At(row, i), $"{context.Comment}: the row of each token", lookup: new Lookup(
            row, (Read)context.Input.Tensor.At(step)));
        return output;
    }
}
