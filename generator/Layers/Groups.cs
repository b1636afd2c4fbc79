using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;

namespace StaticNets.Generator.Layers;

/// <summary>The rule of grouped convolutions.</summary>
internal static class Groups
{
    /// <summary>Reports groups that do not divide both the filters and the input's channels.</summary>
    public static bool Divide(LayerContext context, int groups, int filters, int channels)
    {
        if (filters % groups == 0 && channels % groups == 0)
        {
            return true;
        }

        var (count, what) = channels % groups != 0 ? (channels, $"input channels of {context.Input.Origin}") : (filters, "filters");
        var possible = Enumerable.Range(1, Math.Min(Math.Min(filters, channels), 4096)).Where(candidate => filters % candidate == 0 && channels % candidate == 0).ToList();
        var nearest = possible.OrderBy(candidate => Math.Abs((long)candidate - groups)).First();
        context.Report(
            Descriptors.GroupsDoNotDivide,
            "Groups",
            [context.Declaration.Text, Literal.Of(groups), Literal.Of(count), what, string.Join(", ", possible.Take(8).Select(Literal.Of)) + (possible.Count > 8 ? ", ..." : "")],
            ["nearest", Literal.Of(nearest)]);
        return false;
    }
}
