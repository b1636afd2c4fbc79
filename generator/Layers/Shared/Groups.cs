using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>The rule of grouped channels.</summary>
internal static class Groups
{
    private const int SearchedChoices = 4096;
    private const int ShownChoices = 8;

    /// <summary>Reports groups that do not divide both the filters and the input's channels.</summary>
    /// <param name="argument">The argument that gives them.</param>
    /// <param name="filters">As many as channels where the layer has none.</param>
    public static bool Divide(LayerContext context, string argument, int groups, int filters, int channels)
    {
        if (filters % groups == 0 && channels % groups == 0)
        {
            return true;
        }

        // Groups that divide the channels were meant for them, wherever they are.
        if (ImageShape.WithChannelsFirst(context.Input) is { } picture && context.Input.Shape[2] % groups == 0 && filters % groups == 0)
        {
            context.Report(
                Descriptors.GroupsDoNotDivide,
                argument,
                [
                    context.Declaration.Text, Literal.Of(groups), Literal.Of(channels), $"input channels of {context.Input.Origin}",
                    $"{ImageShape.Declared(context.Input.Source!, picture)}: shapes are [channels, height, width], channels come first",
                ],
                ["arguments", picture],
                context.Input.Source!.Span);
            return false;
        }

        var (count, what) = channels % groups != 0 ? (channels, $"input channels of {context.Input.Origin}") : (filters, "filters");
        var possible = Enumerable.Range(1, Math.Min(Math.Min(filters, channels), SearchedChoices))
            .Where(candidate => filters % candidate == 0 && channels % candidate == 0).ToList();
        var nearest = possible.OrderBy(candidate => Math.Abs((long)candidate - groups)).First();
        var choices = string.Join(", ", possible.Take(ShownChoices).Select(Literal.Of)) + (possible.Count > ShownChoices ? ", ..." : "");
        context.Report(
            Descriptors.GroupsDoNotDivide,
            argument,
            [context.Declaration.Text, Literal.Of(groups), Literal.Of(count), what, possible.Count == 1 ? $"{argument} = 1" : $"one of {choices}"],
            ["here", Literal.Of(nearest)]);
        return false;
    }
}
