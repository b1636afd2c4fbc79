using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Gelu]</c>: x * Phi(x) with the normal distribution's Phi, exact (Hendrycks and Gimpel 2016), not the tanh approximation.</summary>
internal sealed class GeluLayer : ElementwiseLayer
{
    public override string Kind => "Gelu";

    public override string? ChangeOfLogits => "lets hardly any negative one through";

    protected override Func<Expression, Expression> Function(LayerContext context)
        => x => x * 0.5 * (Expression.Apply(UnaryOperation.Erf, x * Math.Sqrt(0.5)) + 1);
}
