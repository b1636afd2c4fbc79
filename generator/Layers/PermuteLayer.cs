using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Permute(axes...)]</c>: dimension i of the output is dimension axes[i] of the input.</summary>
internal sealed class PermuteLayer : Layer
{
    public override string Kind => "Permute";

    public override bool MixesSteps => true;

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || AxisArgument.ListOf(context, "axes") is not { } axes)
        {
            return null;
        }

        var input = context.Input;
        if (axes.Count != input.Rank)
        {
            context.Report(
                Descriptors.OutOfRange,
                null,
                [
                    context.Declaration.Text,
                    "the number of axes",
                    Literal.Of(axes.Count),
                    $"{Literal.Of(input.Rank)}, each axis of {input.Description} once",
                ]);
            return null;
        }

        if (context.Output(axes.Select(axis => input.Shape[axis]).ToArray()) is not { } output)
        {
            return null;
        }

        var index = context.Indices(output.Dimensions);
        context.Builder.Assign(output, index, input.Tensor.At([.. axes.Select((_, i) => index[axes.IndexOf(i)])]), context.Comment);
        return output;
    }
}
