using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Multiply("name")]</c>: the current value times the named one, element by element.</summary>
internal sealed class MultiplyLayer : ElementwiseJoinLayer
{
    public override string Kind => "Multiply";

    protected override Expression Element(Expression first, Expression other) => first * other;
}
