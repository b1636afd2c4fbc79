using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Add("name")]</c>: the current value plus the named one, element by element.</summary>
internal sealed class AddLayer : JoinLayer
{
    public override string Kind => "Add";

    protected override string? Difference(Value first, Value other)
        => other.Shape.Equals(first.Shape) ? null : $"they must be alike, both {first.ShapeText} or both {other.ShapeText}";

    protected override Tensor? Join(LayerContext context, Value first, Value other)
    {
        if (context.Output(first.Shape) is not { } output)
        {
            return null;
        }

        var index = context.Indices(output.Dimensions);
        context.Builder.Assign(output, index, first.Tensor.At(index) + other.Tensor.At(index), context.Comment);
        return output;
    }
}
