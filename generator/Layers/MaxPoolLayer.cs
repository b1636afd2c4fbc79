using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[MaxPool(window)]</c>: the greatest of each window; padding does not count.</summary>
internal sealed class MaxPoolLayer : PoolLayer
{
    public override string Kind => "MaxPool";

    protected override bool Pool(LayerContext context, Tensor output, PoolWindows windows)
    {
        if (!Maxima.CanBeFound(context, windows.Sides[0].SizeArgument, windows.Sides.Aggregate(1L, (elements, side) => elements * side.Size)))
        {
            return false;
        }

        var b = context.Builder;
        var comment = $"{context.Comment}: the greatest of each window";
        if (windows.Lengths is not { } lengths)
        {
            b.Maximum(output, windows.Output, context.Input.Tensor.At(windows.Input), comment);
            return true;
        }

        // Behind the real windows would be the greatest of nothing.
        var greatest = b.Activation($"{context.Name}.greatest", output.Dimensions, output.LaneAxis);
        b.Maximum(greatest, windows.Output, StepWindow.Padded(context, Maxima.Lowest).At(windows.Input), comment);
        b.Assign(output, windows.Output, Value.AtRealStep(lengths, windows.Output[0], greatest.At(windows.Output), 0), context.Comment);
        return true;
    }
}
