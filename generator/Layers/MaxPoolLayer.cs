using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[MaxPool(window)]</c>: the greatest of each window; padding does not count.</summary>
internal sealed class MaxPoolLayer : PoolLayer
{
    public override string Kind => "MaxPool";

    protected override bool Pool(LayerContext context, Tensor output, Affine[] index, Expression read, WindowSide height, WindowSide width)
    {
        context.Builder.Maximum(output, index, read, $"{context.Comment}: the greatest of each window");
        return true;
    }
}
