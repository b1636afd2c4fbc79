using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Arguments that are a shape.</summary>
internal static class DimensionsArgument
{
    /// <summary>The shape that an argument lists, or null where no value can have it, which is reported.</summary>
    public static int[]? Of(LayerContext context, string argument)
    {
        var dimensions = AxisArgument.All(context, argument);
        if (!CheckCount(context, argument))
        {
            return null;
        }

        foreach (var dimension in dimensions.Where(dimension => dimension.Value is int and < 1))
        {
            context.ReportAt(
                Descriptors.TooSmall, dimension.Span, [context.Declaration.Text, "a dimension", Literal.Of((int)dimension.Value!), "1"], ["here", "1"]);
        }

        return context.HasFailed ? null : [.. dimensions.Select(dimension => dimension.Value).OfType<int>()];
    }

    /// <summary>Whether a value can have as many dimensions; reports otherwise.</summary>
    public static bool CheckCount(LayerContext context, string argument)
    {
        var dimensions = AxisArgument.All(context, argument);
        if (dimensions.Count is > 0 and <= Value.MaximumRank)
        {
            return true;
        }

        context.ReportAt(
            Descriptors.OutOfRange,
            dimensions.ElementAtOrDefault(Value.MaximumRank)?.Span,
            [context.Declaration.Text, "the number of dimensions", Literal.Of(dimensions.Count), $"1 to {Literal.Of(Value.MaximumRank)}"]);
        return false;
    }
}
