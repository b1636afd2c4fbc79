using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>A layer that applies one function to every element.</summary>
internal abstract class ElementwiseLayer : Layer
{
    public sealed override bool IsElementwise => true;

    public sealed override Tensor? Build(LayerContext context)
    {
        var function = Function(context);
        return context.IsReady ? context.Map(function) : null;
    }

    /// <summary>Checks the layer's arguments and gives the function.</summary>
    protected abstract Func<Expression, Expression> Function(LayerContext context);
}
