using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>The keys and values that an attention layer names.</summary>
/// <param name="IsSelf">The queries are their own keys.</param>
internal sealed record Memory(Value Keys, Value Values, bool IsSelf)
{
    /// <summary>The arguments that name them.</summary>
    public static readonly ImmutableArray<string> Arguments = ["Keys", "Values"];

    /// <summary>Reads <c>Keys</c> and <c>Values</c>; null where something is wrong with them, which is reported, or where the input is not known.</summary>
    public static Memory? Of(LayerContext context)
    {
        var named = Named(context, "Keys");
        var values = Named(context, "Values");
        if (context.HasFailed || !context.IsReady || (context.Text("Keys").Length > 0 && named is null)
            || (context.Text("Values").Length > 0 && values is null))
        {
            return null;
        }

        var keys = named ?? context.Input;
        var memory = new Memory(keys, values ?? keys, named is null);
        if (memory.Values.Shape[0] != keys.Shape[0])
        {
            context.Report(
                Descriptors.UnlikeShapes,
                "Values",
                [context.Declaration.Text, keys.ShapeText, keys.Origin, memory.Values.ShapeText, memory.Values.Origin, "there must be as many values as keys"]);
            return null;
        }

        return context.HaveLikeLengths(keys, memory.Values, "Values") ? memory : null;
    }

    /// <summary>An earlier sequence that an argument names; null where the argument is not written or what it names is none, which is reported.</summary>
    public static Value? Named(LayerContext context, string argument)
    {
        if (context.Text(argument).Length == 0 || context.Named(argument) is not { } value)
        {
            return null;
        }

        if (value.IsSequence && !value.IsTokens)
        {
            return value;
        }

        context.Report(Descriptors.NotASequence, argument, [context.Declaration.Text, argument, value.Description]);
        return null;
    }
}
