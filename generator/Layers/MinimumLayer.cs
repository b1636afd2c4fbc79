using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Minimum("name")]</c>: the lesser of the current value and the named one, element by element. Of equal ones each gets half of the gradient.
/// </summary>
internal sealed class MinimumLayer : ElementwiseJoinLayer
{
    public override string Kind => "Minimum";

    protected override Expression Element(Expression first, Expression other) => Ordered(first, other, first, other);
}
