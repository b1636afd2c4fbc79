using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Divide("name")]</c>: the current value divided by the named one, element by element.</summary>
internal sealed class DivideLayer : ElementwiseJoinLayer
{
    public override string Kind => "Divide";

    protected override Expression Element(Expression first, Expression other) => first / other;
}
