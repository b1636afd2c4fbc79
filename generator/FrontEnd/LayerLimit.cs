using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.FrontEnd;

/// <summary>Takes no more layers than a network may have.</summary>
internal static class LayerLimit
{
    /// <summary>Marks the layers that are too many, or would make too many, as broken, and reports the first of them.</summary>
    public static Declaration Apply(Declaration declaration, Reports reports)
    {
        if (LayerCount.Of(declaration.Layers) <= LayerCount.Maximum)
        {
            return declaration;
        }

        var layers = declaration.Layers.Items.ToBuilder();
        var before = 0L;
        var isReported = false;
        for (var i = 0; i < layers.Count; i++)
        {
            if (before + LayerCount.Of(layers[i]) <= LayerCount.Maximum)
            {
                before += LayerCount.Of(layers[i]);
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

    private static void Report(LayerDeclaration layer, long before, Reports reports)
    {
        var times = LayerCount.TimesOf(layer);
        var most = (LayerCount.Maximum - before) / LayerCount.Once(layer);
        var isFitting = times is not null && most > 0;
        reports.Report(
            Descriptors.TooManyLayers,
            times?.Span ?? layer.Span,
            [
                layer.Text,
                LayerCount.Text(LayerCount.Of(layer)),
                Literal.Of(LayerCount.Maximum),
                (before > 0 ? $", and {LayerCount.Text(before)} come{(before == 1 ? "s" : "")} before it" : "")
                    + (isFitting ? $": use a {times!.Name} of at most {Literal.Of(most)}" : ""),
            ],
            isFitting ? ["here", Literal.Of(most)] : null);
    }
}
