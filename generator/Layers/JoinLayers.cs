using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Add("name")]</c>: the current value plus the named one, element by element.</summary>
internal sealed class AddLayer : Layer
{
    public override string Kind => "Add";

    public override Tensor? Build(LayerContext context)
    {
        if (context.Named("other") is not { } other)
        {
            return null;
        }

        if (!other.Shape.Equals(context.Input.Shape))
        {
            context.Report(Descriptors.UnlikeShapes, "other", [context.Declaration.Text, context.Input.ShapeText, context.Input.Origin, other.ShapeText, other.Origin, "both must have the same shape"]);
            return null;
        }

        return context.Output(context.Input.Shape, context.Input.Tensor.LaneAxis) is { } output ? Sum(context, other, output) : null;
    }

    private static Tensor Sum(LayerContext context, Value other, Tensor output)
    {
        var index = context.Indices(output.Dimensions);
        context.Builder.Assign(output, index, context.Input.Tensor.At(index) + other.Tensor.At(index), context.Comment);
        return output;
    }
}

/// <summary><c>[Concat("name")]</c>: the current value, then the named one, along the channels of images and else along the last axis.</summary>
internal sealed class ConcatLayer : Layer
{
    public override string Kind => "Concat";

    public override Tensor? Build(LayerContext context)
    {
        if (context.Named("other") is not { } other)
        {
            return null;
        }

        var first = context.Input;
        var axis = first.IsImage ? 0 : first.Rank - 1;
        if (first.Rank != other.Rank || Enumerable.Range(0, first.Rank).Any(i => i != axis && first.Shape[i] != other.Shape[i]))
        {
            var rule = first.IsImage ? "height and width must be equal" : "all dimensions but the last must be equal";
            context.Report(Descriptors.UnlikeShapes, "other", [context.Declaration.Text, first.ShapeText, first.Origin, other.ShapeText, other.Origin, rule]);
            return null;
        }

        var total = (long)first.Shape[axis] + other.Shape[axis];
        if (total > LayerContext.MaximumElements)
        {
            context.Report(Descriptors.ShapeTooLarge, null, [context.Declaration.Text, Literal.Of(total), Literal.Of(LayerContext.MaximumElements)]);
            return null;
        }

        if (context.Output(first.Shape.Items.SetItem(axis, (int)total)) is not { } output)
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
        context.Builder.Add(output, place, Combine.Assign, part.Tensor.At(index), $"{context.Comment}: {part.Origin} from {Literal.Of(start)}", accumulates: start > 0);
    }
}
