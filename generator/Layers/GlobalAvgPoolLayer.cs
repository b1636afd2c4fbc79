using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[GlobalAvgPool]</c>: the mean of each channel, [channels].</summary>
internal sealed class GlobalAvgPoolLayer : GlobalPoolLayer
{
    public override string Kind => "GlobalAvgPool";

    protected override void Pool(LayerContext context, Tensor output, Affine channel, Affine[] index, RealPositions positions)
        => context.Builder.Sum(
            output,
            [channel],
            positions.Choose(index, context.Input.Tensor.At(index) * positions.Share, 0),
            $"{context.Comment}: the mean of each {(context.Input.IsSequence ? "feature" : "channel")}");
}
