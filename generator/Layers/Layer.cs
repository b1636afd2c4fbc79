using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>One kind of layer: its arguments and their checks, its shape rule, its parameters, and what it computes.</summary>
internal abstract class Layer
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Kind { get; }

    /// <summary>Whether the layer ends the network and gives no value of its own.</summary>
    public virtual bool IsLoss => false;

    /// <summary>
    /// Checks the arguments, then, where <see cref="LayerContext.IsReady"/>, appends the layer's loops and gives its output. Null where something was reported or the
    /// input is not known.
    /// </summary>
    public abstract Tensor? Build(LayerContext context);

    /// <summary>Reports an input that is not [channels, height, width].</summary>
    protected static bool IsImage(LayerContext context)
    {
        if (context.Input.IsImage)
        {
            return true;
        }

        WrongRank(context, "an image [channels, height, width]", context.Declaration.Kind == "Conv2d" && context.Input.Rank == 2 ? ": use Conv1d for sequences" : "");
        return false;
    }

    protected static void WrongRank(LayerContext context, string needed, string advice, params string[] properties)
        => context.Report(Descriptors.WrongRank, null, [context.Declaration.Text, needed, context.Input.ShapeText, context.Input.Origin, advice], properties);
}
