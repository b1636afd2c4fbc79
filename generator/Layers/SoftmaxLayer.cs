using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Softmax]</c> over the last axis.</summary>
internal sealed class SoftmaxLayer : Layer
{
    public override string Kind => "Softmax";

    public override bool IsSoftmax => true;

    public override bool GivesProbabilities => true;

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || context.Output(context.Input.Shape) is not { } output)
        {
            return null;
        }

        var rows = context.Input.Shape.Items.RemoveAt(context.Input.Rank - 1);
        SoftmaxRows.Append(context.Builder, context.Input.Tensor, output, context.Name, context.Comment, context.Indices(rows));
        return output;
    }
}
