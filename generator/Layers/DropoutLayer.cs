using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Dropout(p)]</c>: in training each element is 0 with the given probability and else divided by its complement (Srivastava et al. 2014).
/// </summary>
internal sealed class DropoutLayer : Layer
{
    public override string Kind => "Dropout";

    public override bool IsElementwise => true;

    public override Tensor? Build(LayerContext context)
    {
        var probability = context.Number("probability", 0, p => p >= 0 && (float)p < 1, "at least 0 and less than 1");
        if (!context.IsReady || context.Output(context.Input.Shape) is not { } output)
        {
            return null;
        }

        var index = context.Indices(context.Input.Shape);
        context.Builder.Assign(output, index, RandomDrop.Of(context, context.Input.Tensor.At(index), index, context.Input.Shape, probability), context.Comment);
        return output;
    }
}
