using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Arguments that say which axes of the input are meant, counted from the end where they are negative.</summary>
internal static class AxisArgument
{
    /// <summary>Every value of an argument, with its place: an argument may be a list.</summary>
    public static List<Argument> All(LayerContext context, string argument)
        => [.. context.Declaration.Arguments.Where(candidate => candidate.Name == argument)];

    /// <summary>The axis that an argument names, or null where the input has none such, which is reported.</summary>
    public static int? Of(LayerContext context, string argument) => Of(context, All(context, argument)[0]);

    /// <summary>The axes that an argument lists, or null where one of them is none of the input, or comes twice, which is reported.</summary>
    public static List<int>? ListOf(LayerContext context, string argument)
    {
        var axes = new List<int>();
        foreach (var entry in All(context, argument))
        {
            if (Of(context, entry) is not { } axis)
            {
                return null;
            }

            if (axes.Contains(axis))
            {
                context.ReportAt(
                    Descriptors.OutOfRange,
                    entry.Span,
                    [context.Declaration.Text, "an axis", Literal.Of((int)entry.Value!), "another than those before it: each axis is named once"]);
                return null;
            }

            axes.Add(axis);
        }

        return axes;
    }

    private static int? Of(LayerContext context, Argument entry)
    {
        var rank = context.Input.Rank;
        var axis = entry.Value is int value ? value : 0;
        if (axis >= -rank && axis < rank)
        {
            return axis < 0 ? axis + rank : axis;
        }

        context.ReportAt(
            Descriptors.OutOfRange,
            entry.Span,
            [
                context.Declaration.Text,
                "an axis",
                Literal.Of(axis),
                $"from {Literal.Of(-rank)} to {Literal.Of(rank - 1)}, an axis of {context.Input.Description}",
            ]);
        return null;
    }

    /// <summary>
    /// Whether the axis that an argument names is that of the features, of a vector or a sequence, whatever shape the input has: then a step's value has all of
    /// it.
    /// </summary>
    public static bool IsOfFeatures(LayerDeclaration declaration, string argument)
        => declaration.Arguments.All(candidate => candidate.Name != argument || candidate.Value is -1 or 1);
}
