using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Concat("name")]</c>: the current value, then the named one, along the channels of images and else along the last axis.</summary>
internal sealed class ConcatLayer : Layer
{
    public override string Kind => "Concat";

    public override Tensor? Build(LayerContext context)
    {
        if (context.Named("other") is not { } other || !context.IsReady)
        {
            return null;
        }

        var first = context.Input;
        var axis = LayerContext.LaneAxis(first.Shape);
        if (Difference(first, other, axis) is { } difference)
        {
            context.Report(Descriptors.UnlikeShapes, "other", [context.Declaration.Text, first.ShapeText, first.Origin, other.ShapeText, other.Origin, difference]);
            return null;
        }

        // Each is at most MaximumElements, so the sum is an int.
        if (context.Output(first.Shape.Items.SetItem(axis, first.Shape[axis] + other.Shape[axis])) is not { } output)
        {
            return null;
        }

        Append(context, first, output, axis, 0);
        Append(context, other, output, axis, first.Shape[axis]);
        return output;
    }

    /// <summary>Why the two cannot be joined along the axis, or null.</summary>
    private static string? Difference(Value first, Value other, int axis)
    {
        if (first.Rank != other.Rank)
        {
            return "they must have equally many dimensions";
        }

        string[] names = first.IsImage ? ["channels", "heights", "widths"] : ["steps", "features"];
        var unlike = Enumerable.Range(0, first.Rank).Where(i => i != axis && first.Shape[i] != other.Shape[i])
            .Select(i => $"{names[i]} {Literal.Of(first.Shape[i])} and {Literal.Of(other.Shape[i])}").ToList();
        return unlike.Count == 0 ? null : $"all but the {names[first.IsImage ? 0 : 1]} must be equal, unlike {string.Join(", ", unlike)}";
    }

    private static void Append(LayerContext context, Value part, Tensor output, int axis, int start)
    {
        var index = context.Indices(part.Shape);
        var place = index.Select((affine, i) => i == axis ? affine + start : affine).ToArray();
        context.Builder.AssignPart(output, place, part.Tensor.At(index), $"{context.Comment}: {part.Origin} from {Literal.Of(start)}");
    }
}
