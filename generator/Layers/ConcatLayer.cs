using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Concat("name")]</c>: the current value, then the named one, along an axis; unless it is given, along the channels of images and else along the last.
/// </summary>
internal sealed class ConcatLayer : JoinLayer
{
    public override string Kind => "Concat";

    public override bool IsPerStep(LayerDeclaration declaration) => AxisArgument.IsOfFeatures(declaration, "Axis");

    protected override bool CheckArguments(LayerContext context, Value first) => !context.Has("Axis") || AxisArgument.Of(context, "Axis") is not null;

    protected override string? Difference(LayerContext context, Value first, Value other)
    {
        if (first.Rank != other.Rank)
        {
            return "they must have equally many dimensions";
        }

        var axis = Axis(context, first);
        var unlike = Enumerable.Range(0, first.Rank).Where(i => i != axis && first.Shape[i] != other.Shape[i])
            .Select(i => $"{Extents(first, i)} {Literal.Of(first.Shape[i])} and {Literal.Of(other.Shape[i])}").ToList();
        return unlike.Count == 0 ? null : $"all but the {Extents(first, axis)} must be equal, unlike {string.Join(", ", unlike)}";
    }

    protected override bool SuitLengths(LayerContext context, Value first, Value other)
    {
        if (first.Rank > 1 && Axis(context, first) == 0 && (first.Lengths is not null || other.Lengths is not null))
        {
            context.Report(
                Descriptors.MixesPadding, "Axis", [context.Declaration.Text, (first.Lengths is null ? other : first).Description, LengthsAdvice]);
            return false;
        }

        return base.SuitLengths(context, first, other);
    }

    protected override Tensor? Join(LayerContext context, Value first, Value other)
    {
        // Each is at most MaximumElements, so the sum is an int.
        var axis = Axis(context, first);
        if (context.Output(first.Shape.Items.SetItem(axis, first.Shape[axis] + other.Shape[axis])) is not { } output)
        {
            return null;
        }

        context.Result = value => value with { Lengths = first.Lengths ?? other.Lengths, AllSteps = Math.Max(first.AllSteps, other.AllSteps) };
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

    private static int Axis(LayerContext context, Value first)
        => context.Has("Axis") ? AxisArgument.Of(context, "Axis") ?? 0 : LayerContext.LaneAxis(first.Shape);

    /// <summary>What there are along an axis, in words.</summary>
    private static string Extents(Value value, int axis) => value.Rank switch
    {
        1 => "features",
        2 => axis == 0 ? "steps" : "features",
        3 => axis switch { 0 => "channels", 1 => "heights", _ => "widths" },
        _ => $"extents of axis {Literal.Of(axis)}",
    };
}
