using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Maximum("name")]</c>: the greater of the current value and the named one, element by element. Of equal ones each gets half of the gradient.
/// </summary>
internal sealed class MaximumLayer : ElementwiseJoinLayer
{
    public override string Kind => "Maximum";

    protected override Expression Element(Expression first, Expression other) => Ordered(first, other, other, first);
}
