using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[GlobalMaxPool]</c>: the greatest of each channel, [channels].</summary>
internal sealed class GlobalMaxPoolLayer : GlobalPoolLayer
{
    public override string Kind => "GlobalMaxPool";

    protected override bool IsPossible(LayerContext context)
        => Maxima.CanBeFound(context, null, context.Input.Tensor.Size / context.Input.Shape[LayerContext.LaneAxis(context.Input.Shape)]);

    protected override void Pool(LayerContext context, Tensor output, Affine channel, Affine[] index, RealPositions positions)
        => context.Builder.Maximum(
            output,
            [channel],
            positions.Choose(index, context.Input.Tensor.At(index), Maxima.Lowest),
            $"{context.Comment}: the greatest of each {(context.Input.IsSequence ? "feature" : "channel")}");
}
