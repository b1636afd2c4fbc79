using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.FrontEnd;

/// <summary>How many layers a network may have, which is checked before blocks are written out: a number is half typed more often than not.</summary>
internal static class LayerLimit
{
    /// <summary>
    /// Each layer of blocks, each time, and each layer of a recurrent network count as one. The largest GPT-3 (Brown et al. 2020) has 96 blocks of 12 or so; three of it fit. Every layer becomes
    /// code of its own, and passes compare all with all.
    /// </summary>
    public const int Maximum = 4096;

    /// <summary>The layers that declarations stand for.</summary>
    public static long Count(IEnumerable<LayerDeclaration> layers) => layers.Sum(Count);

    /// <summary>Marks the layers that are too many, or would make too many, as broken, and reports the first of them.</summary>
    public static Declaration Apply(Declaration declaration, Reports reports)
    {
        if (Count(declaration.Layers) <= Maximum)
        {
            return declaration;
        }

        var layers = declaration.Layers.Items.ToBuilder();
        var before = 0L;
        var isReported = false;
        for (var i = 0; i < layers.Count; i++)
        {
            if (before + Count(layers[i]) <= Maximum)
            {
                before += Count(layers[i]);
                continue;
            }

            if (!isReported)
            {
                Report(layers[i], before, reports);
                isReported = true;
            }

            layers[i] = layers[i] with { IsBroken = true };
        }

        return declaration with { Layers = layers.ToImmutable() };
    }

    /// <summary>How many layers, for a message.</summary>
    public static string Text(long count) => count == 1 ? "1 layer" : $"{Literal.Of(count)} layers";

    private static void Report(LayerDeclaration layer, long before, Reports reports)
    {
        var times = TimesOf(layer);
        var most = (Maximum - before) / CountOnce(layer);
        var isFitting = times is not null && most > 0;
        reports.Report(
            Descriptors.TooManyLayers,
            times?.Span ?? layer.Span,
            [layer.Text, Text(Count(layer)), Literal.Of(Maximum), $"{(before > 0 ? $", and {Text(before)} come{(before == 1 ? "s" : "")} before it" : "")}{(isFitting ? $": use a {times!.Name} of at most {Literal.Of(most)}" : "")}"],
            isFitting ? ["here", Literal.Of(most)] : null);
    }

    /// <summary>In long, where not even the greatest of ints times the greatest of blocks wraps round.</summary>
    private static long Count(LayerDeclaration layer) => TimesOf(layer) is { Value: int times } ? times * CountOnce(layer) : CountOnce(layer);

    private static long CountOnce(LayerDeclaration layer) => layer.Block.Count == 0 ? 1 : Count(layer.Block);

    /// <summary>The argument that makes several layers of one, or null.</summary>
    private static Argument? TimesOf(LayerDeclaration layer)
        => layer.IsBroken ? null : layer.Arguments.FirstOrDefault(argument => argument is { Name: "Repeat" or "Layers", Value: int and > 1 });
}
