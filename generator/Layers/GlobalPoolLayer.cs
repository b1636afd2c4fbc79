using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>One number for each channel of an image, from all positions, or for each feature of a sequence, from its real steps.</summary>
internal abstract class GlobalPoolLayer : Layer
{
    public sealed override bool TakesImages => true;

    public sealed override bool TakesSequences => true;

    // The last step counts as much as the first.
    public sealed override bool IsPerStep(LayerDeclaration declaration) => false;

    public sealed override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady)
        {
            return null;
        }

        var axis = LayerContext.LaneAxis(context.Input.Shape);
        if (!IsPossible(context) || context.Output(new[] { context.Input.Shape[axis] }) is not { } output)
        {
            return null;
        }

        var index = context.Indices(context.Input.Shape);
        Pool(context, output, index[axis], index, RealPositions.Of(context));
        return output;
    }

    /// <summary>Reports an input that is too large.</summary>
    protected virtual bool IsPossible(LayerContext context) => true;

    /// <summary>Appends the loop.</summary>
    protected abstract void Pool(LayerContext context, Tensor output, Affine channel, Affine[] index, RealPositions positions);
}
