using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Add("name")]</c>: the current value plus the named one, element by element.</summary>
internal sealed class AddLayer : Layer
{
    public override string Kind => "Add";

    public override Tensor? Build(LayerContext context)
    {
        if (context.Named("other") is not { } other || !context.IsReady)
        {
            return null;
        }

        if (!other.Shape.Equals(context.Input.Shape))
        {
            context.Report(
                Descriptors.UnlikeShapes,
                "other",
                [context.Declaration.Text, context.Input.ShapeText, context.Input.Origin, other.ShapeText, other.Origin, $"they must be alike, both {context.Input.ShapeText} or both {other.ShapeText}"]);
            return null;
        }

        if (context.Output(context.Input.Shape) is not { } output)
        {
            return null;
        }

        var index = context.Indices(output.Dimensions);
        context.Builder.Assign(output, index, context.Input.Tensor.At(index) + other.Tensor.At(index), context.Comment);
        return output;
    }
}
