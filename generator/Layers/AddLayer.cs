using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Add("name")]</c>: the current value plus the named one, element by element.</summary>
internal sealed class AddLayer : ElementwiseJoinLayer
{
    public override string Kind => "Add";

    protected override Expression Element(Expression first, Expression other) => first + other;
}
