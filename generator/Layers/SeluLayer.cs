using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Selu]</c>: an exponential linear unit that keeps mean 0 and variance 1 (Klambauer et al. 2017).</summary>
internal sealed class SeluLayer : ElementwiseLayer
{
    /// <summary>The paper's lambda and alpha.</summary>
    private const double Scale = 1.0507009873554804934193349852946, Alpha = 1.6732632423543772848170429916717;

    public override string Kind => "Selu";

    protected override Func<Expression, Expression> Function(LayerContext context) => Piecewise.Exponential(Scale, Scale * Alpha);
}
