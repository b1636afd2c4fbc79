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

    /// <summary>Appends the layer's loops and gives its output, or reports and gives null.</summary>
    public abstract Tensor? Build(LayerContext context);

    /// <summary>Reports an input that is not [channels, height, width].</summary>
    protected static bool IsImage(LayerContext context)
    {
        if (context.Input.IsImage)
        {
            return true;
        }

        WrongRank(context, "an image [channels, height, width]", "");
        return false;
    }

    protected static void WrongRank(LayerContext context, string needed, string advice, params string[] properties)
        => context.Report(Descriptors.WrongRank, null, [context.Declaration.Text, needed, context.Input.ShapeText, context.Input.Origin, advice], properties);
}

/// <summary>A layer that applies one function to every element.</summary>
internal abstract class ElementwiseLayer : Layer
{
    public sealed override Tensor? Build(LayerContext context) => context.Map(x => Function(x, context));

    protected abstract Expression Function(Expression x, LayerContext context);
}
