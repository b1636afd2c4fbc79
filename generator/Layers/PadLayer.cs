using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Pad(axis, before, after)]</c>: elements added at both ends of an axis.</summary>
internal sealed class PadLayer : Layer
{
    public override string Kind => "Pad";

    // Whether the axis is that of the steps is not known before the shape is.
    public override bool IsPerStep(LayerDeclaration declaration) => false;

    public override Tensor? Build(LayerContext context)
    {
        int before = context.AtLeast(0, "before", 0), after = context.AtLeast(0, "after", 0);
        var mode = context.Choice<PadMode>("Mode");
        if (!context.IsReady || AxisArgument.Of(context, "axis") is not { } axis)
        {
            return null;
        }

        var extent = context.Input.Shape[axis];
        if (mode == PadMode.Reflect && Math.Max(before, after) >= extent)
        {
            ReportReflection(context, axis, before >= extent ? "before" : "after", Math.Max(before, after));
            return null;
        }

        if (context.Input.Lengths is not null && axis == 0)
        {
            context.Report(Descriptors.MixesPadding, null, [context.Declaration.Text, context.Input.Description, "leave out Lengths"]);
            return null;
        }

        if (context.Output(context.Input.Shape.Items.SetItem(axis, extent + before + after)) is not { } output)
        {
            return null;
        }

        if (mode == PadMode.Zero)
        {
            // What no point writes is 0.
            var index = context.Indices(context.Input.Shape);
            Affine[] place = [.. index];
            place[axis] = index[axis] + before;
            context.Builder.Assign(output, place, context.Input.Tensor.At(index), context.Comment);
            return output;
        }

        AppendPart(context, output, axis, before, extent, position => position, "the input");
        AppendPart(context, output, axis, 0, before, position => mode == PadMode.Reflect ? before - position : 0, "before it");
        AppendPart(
            context, output, axis, before + extent, after, position => mode == PadMode.Reflect ? extent - 2 - position : extent - 1, "after it");
        return output;
    }

    /// <summary>Appends the loop for so many positions from one on, which read the input where a function of their number says.</summary>
    private static void AppendPart(LayerContext context, Tensor output, int axis, int first, int count, Func<Affine, Affine> source, string what)
    {
        if (count == 0)
        {
            return;
        }

        var index = context.Indices(output.Dimensions.Items.SetItem(axis, count));
        Affine[] place = [.. index], read = [.. index];
        place[axis] = index[axis] + first;
        read[axis] = source(index[axis]);
        context.Builder.AssignPart(output, place, context.Input.Tensor.At(read), $"{context.Comment}: {what}");
    }

    private static void ReportReflection(LayerContext context, int axis, string argument, int amount)
    {
        var most = context.Input.Shape[axis] - 1;
        context.Report(
            Descriptors.OutOfRange,
            argument,
            [
                context.Declaration.Text,
                argument,
                Literal.Of(amount),
                $"at most {Literal.Of(most)}: axis {Literal.Of(axis)} of {context.Input.ShapeText} from {context.Input.Origin} has no more to reflect",
            ],
            ["here", Literal.Of(most)]);
    }
}
