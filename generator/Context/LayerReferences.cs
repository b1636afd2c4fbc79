using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Context;

/// <summary>Earlier values that a layer refers to by name.</summary>
internal static class LayerReferences
{
    /// <summary>The earlier value that a required argument names, or null: either it is reported, or a mistake before it leaves its shape unknown.</summary>
    public static Value? Named(this LayerContext context, string argument)
    {
        var wanted = context.Text(argument);
        var draft = context.Draft;
        if (draft.Values.TryTake(wanted, out var value))
        {
            return value;
        }

        var known = draft.Values.Names;
        var later = draft.Names.IndexOf(wanted);
        if (later >= draft.Position)
        {
            var what = later == draft.Position ? "is this layer itself" : $"is {draft.Declaration.Layers[later].Text}, later in the list";
            context.Report(Descriptors.CyclicName, argument, [context.Declaration.Text, wanted, what, known.Count == 0 ? "" : $"; before it {Listed(known)}"]);
            return null;
        }

        var nearest = NearestName.Of(wanted, known);
        var advice = nearest is not null ? $"; did you mean '{nearest}'?" : known.Count > 0 ? $"; {Listed(known)}" : "";
        context.Report(Descriptors.UnknownName, argument, [context.Declaration.Text, wanted, advice], nearest is null ? null : ["name", nearest]);
        return null;
    }

    /// <summary>Whether the same steps are real in two values that are joined step by step; reports otherwise.</summary>
    /// <param name="argument">The argument that names the second.</param>
    public static bool HaveLikeLengths(this LayerContext context, Value first, Value second, string argument)
    {
        if (first.Lengths == second.Lengths || first.IsSameForAll || second.IsSameForAll)
        {
            return true;
        }

        context.Report(
            Descriptors.UnlikeLengths,
            argument,
            [context.Declaration.Text, first.ShapeText, first.Origin, context.Draft.LengthsText(first), second.ShapeText, second.Origin, context.Draft
                .LengthsText(second)]);
        return false;
    }

    private static string Listed(IReadOnlyCollection<string> names) => $"there {(names.Count == 1 ? "is" : "are")} {string.Join(", ", names)}";
}
