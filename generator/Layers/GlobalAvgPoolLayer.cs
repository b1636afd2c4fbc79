using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[GlobalAvgPool]</c>: the mean of each channel, [channels].</summary>
internal sealed class GlobalAvgPoolLayer : GlobalPoolLayer
{
    public override string Kind => "GlobalAvgPool";

    protected override void Pool(LayerContext context, Tensor output, Affine channel, Affine[] index, RealSteps steps)
    {
        var others = context.Input.IsSequence ? 1 : (double)context.Input.Tensor.Size / output.Size;
        context.Builder.Sum(
            output,
            [channel],
            steps.Choose(index, context.Input.Tensor.At(index) * (steps.Share * (1 / others)), 0),
            $"{context.Comment}: the mean of each {(context.Input.IsSequence ? "feature" : "channel")}");
    }
}
