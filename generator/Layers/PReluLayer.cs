using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[PRelu]</c>: x where it is positive, else weight * x, with a trained weight for each channel or one for all (He et al. 2015).</summary>
internal sealed class PReluLayer : Layer
{
    public override string Kind => "PRelu";

    public override Tensor? Build(LayerContext context)
    {
        var isShared = context.Bool("Shared", false);
        if (!context.IsReady)
        {
            return null;
        }

        var shape = context.Input.Shape;
        var channel = LayerContext.LaneAxis(shape);
        if (context.Output(shape) is not { } output
            || context.Parameter("weight", new[] { isShared ? 1 : shape[channel] }, InitializerKind.Constant, Agreement.PReluWeight) is not { } weight)
        {
            return null;
        }

        var index = context.Indices(shape);
        var x = context.Input.Tensor.At(index);
        context.Builder.Assign(output, index, new Select(Comparison.Less, 0, x, x, x * weight.At(isShared ? 0 : index[channel])), context.Comment);
        return output;
    }
}
