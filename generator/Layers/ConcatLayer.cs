using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Concat("name")]</c>: the current value, then the named one, along the channels of images and else along the last axis.</summary>
internal sealed class ConcatLayer : JoinLayer
{
    public override string Kind => "Concat";

    protected override string? Difference(Value first, Value other)
    {
        if (first.Rank != other.Rank)
        {
            return "they must have equally many dimensions";
        }

        var axis = LayerContext.LaneAxis(first.Shape);
        string[] names = first.IsImage ? ["channels", "heights", "widths"] : ["steps", "features"];
        var unlike = Enumerable.Range(0, first.Rank).Where(i => i != axis && first.Shape[i] != other.Shape[i])
            .Select(i => $"{names[i]} {Literal.Of(first.Shape[i])} and {Literal.Of(other.Shape[i])}").ToList();
        return unlike.Count == 0 ? null : $"all but the {names[first.IsImage ? 0 : 1]} must be equal, unlike {string.Join(", ", unlike)}";
    }

    protected override Tensor? Join(LayerContext context, Value first, Value other)
    {
        // Each is at most MaximumElements, so the sum is an int.
        var axis = LayerContext.LaneAxis(first.Shape);
        if (context.Output(first.Shape.Items.SetItem(axis, first.Shape[axis] + other.Shape[axis])) is not { } output)
        {
            return null;
        }

        Append(context, first, output, axis, 0);
        Append(context, other, output, axis, first.Shape[axis]);
        return output;
    }

    private static void Append(LayerContext context, Value part, Tensor output, int axis, int start)
    {
        var index = context.Indices(part.Shape);
        var place = index.Select((affine, i) => i == axis ? affine + start : affine).ToArray();
        context.Builder.AssignPart(output, place, part.Tensor.At(index), $"{context.Comment}: {part.Origin} from {Literal.Of(start)}");
    }
}
