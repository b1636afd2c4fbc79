using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Slice(axis, start, count)]</c>: of one axis the positions start, start + Step, ...</summary>
internal sealed class SliceLayer : Layer
{
    public override string Kind => "Slice";

    public override bool IsPerStep(LayerDeclaration declaration) => AxisArgument.IsOfFeatures(declaration, "axis");

    public override Tensor? Build(LayerContext context)
    {
        var count = context.AtLeast(1, "count", 1);
        var step = context.AtLeast(1, "Step", 1);
        if (!context.IsReady || AxisArgument.Of(context, "axis") is not { } axis || Start(context, axis, count, step) is not { } start)
        {
            return null;
        }

        var input = context.Input;
        if (axis == 0 && input.Lengths is not null)
        {
            context.Report(Descriptors.MixesPadding, null, [context.Declaration.Text, input.Description, LengthsAdvice]);
            return null;
        }

        if (context.Output(input.Shape.Items.SetItem(axis, count)) is not { } output)
        {
            return null;
        }

        var index = context.Indices(output.Dimensions);
        context.Builder.Assign(
            output, index, input.Tensor.At([.. index.Select((position, i) => i == axis ? (position * step) + start : position)]), context.Comment);
        return output;
    }

    /// <summary>The first position, or null where not all are there, which is reported.</summary>
    private static int? Start(LayerContext context, int axis, int count, int step)
    {
        var input = context.Input;
        var (extent, start) = (input.Shape[axis], context.Int("start"));
        if (start < -extent || start >= extent)
        {
            context.Report(
                Descriptors.OutOfRange,
                "start",
                [
                    context.Declaration.Text,
                    "start",
                    Literal.Of(start),
                    $"from {Literal.Of(-extent)} to {Literal.Of(extent - 1)}, a position on axis {Literal.Of(axis)} of {input.Description}",
                ]);
            return null;
        }

        start = start < 0 ? start + extent : start;
        var most = ((extent - 1 - start) / step) + 1;
        if (count > most)
        {
            context.Report(
                Descriptors.OutOfRange,
                "count",
                [
                    context.Declaration.Text,
                    "count",
                    Literal.Of(count),
                    $"at most {Literal.Of(most)}: there are no more positions from {Literal.Of(start)} on in steps of {Literal.Of(step)} on axis "
                        + $"{Literal.Of(axis)} of {input.Description}",
                ],
                ["here", Literal.Of(most)]);
            return null;
        }

        return start;
    }
}
