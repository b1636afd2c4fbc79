using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Upsample(factor)]</c> or <c>[Upsample(height, width)]</c>: an image of another size, along one side after the other.</summary>
internal sealed class UpsampleLayer : Layer
{
    public override string Kind => "Upsample";

    public override bool TakesImages => true;

    public override Tensor? Build(LayerContext context)
    {
        var factor = context.Has("factor") ? context.AtLeast(1, "factor", 1) : (int?)null;
        int height = context.AtLeast(1, "height", 1), width = context.AtLeast(1, "width", 1);
        var isBilinear = context.Choice<UpsampleMode>("Mode") == UpsampleMode.Bilinear;
        if (!context.IsReady)
        {
            return null;
        }

        var shape = context.Input.Shape;
        if (factor is { } times)
        {
            var longest = Math.Max((double)shape[1], shape[2]) * times;
            if (longest > LayerContext.MaximumElements)
            {
                context.Report(
                    Descriptors.TooLarge,
                    "factor",
                    [context.Declaration.Text, LayerContext.Count(longest), "rows or columns", Literal.Of(LayerContext.MaximumElements)]);
                return null;
            }

            (height, width) = (shape[1] * times, shape[2] * times);
        }

        if (Resampling.Of(context, "height", shape[1], height, isBilinear) is not { } rows
            || Resampling.Of(context, "width", shape[2], width, isBilinear) is not { } columns
            || context.Output(new[] { shape[0], height, width }) is not { } output)
        {
            return null;
        }

        // The side first that leaves less between: no more than the input or the output has.
        var areRowsFirst = (long)height * shape[2] <= (long)shape[1] * width;
        var (first, second) = areRowsFirst ? (rows, columns) : (columns, rows);
        var between = context.Input.Tensor;
        if (!first.KeepsSize)
        {
            between = context.Builder.Activation(
                $"{context.Name}.between", areRowsFirst ? new[] { shape[0], height, shape[2] } : new[] { shape[0], shape[1], width }, 0);
            first.Append(context, context.Input.Tensor, between, areRowsFirst ? 1 : 2, $"{context.Comment}: the {(areRowsFirst ? "rows" : "columns")}");
        }

        second.Append(context, between, output, areRowsFirst ? 2 : 1, context.Comment);
        return output;
    }
}
