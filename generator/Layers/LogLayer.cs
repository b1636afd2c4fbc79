using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Log]</c>: the natural logarithm.</summary>
internal sealed class LogLayer : ElementwiseLayer
{
    public override string Kind => "Log";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => Expression.Apply(UnaryOperation.Log, x);
}
