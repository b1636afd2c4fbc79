using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Subtract("name")]</c>: the current value less the named one, element by element.</summary>
internal sealed class SubtractLayer : ElementwiseJoinLayer
{
    public override string Kind => "Subtract";

    protected override Expression Element(Expression first, Expression other) => first - other;
}
