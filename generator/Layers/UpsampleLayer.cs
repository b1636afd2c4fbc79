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

        var between = context.Input.Tensor;
        if (height != shape[1])
        {
            between = context.Builder.Activation($"{context.Name}.rows", new[] { shape[0], height, shape[2] }, 0);
            rows.Append(context, context.Input.Tensor, between, 1, $"{context.Comment}: the rows");
        }

        columns.Append(context, between, output, 2, context.Comment);
        return output;
    }
}
