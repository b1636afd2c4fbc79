using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[MaxPool(window)]</c>: the greatest of each window; padding does not count.</summary>
internal sealed class MaxPoolLayer : PoolLayer
{
    public override string Kind => "MaxPool";

    protected override bool Pool(LayerContext context, Tensor output, Affine[] index, Expression read, WindowSide height, WindowSide width)
    {
        if ((long)height.Size * width.Size > FloatRange.LargestInteger)
        {
            // Training finds the greatest again by its position in the window.
            context.Report(
                Descriptors.OutOfRange, height.SizeArgument, [
                    context.Declaration.Text,
                    "the number of elements of a window",
                    Literal.Of((long)height.Size * width.Size),
                    $"at most {Literal.Of(FloatRange.LargestInteger)}"
                ]);
            return false;
        }

        context.Builder.Maximum(output, index, read, $"{context.Comment}: the greatest of each window");
        return true;
    }
}
