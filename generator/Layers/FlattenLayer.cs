using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Flatten]</c>: all elements in row-major order.</summary>
internal sealed class FlattenLayer : Layer
{
    public override string Kind => "Flatten";

    public override Tensor? Build(LayerContext context)
    {
        if (context.Output(new[] { (int)context.Input.Tensor.Size }) is not { } output)
        {
            return null;
        }

        var index = context.Indices(context.Input.Shape);
        Affine position = 0;
        for (var i = 0; i < index.Length; i++)
        {
            position = (position * context.Input.Shape[i]) + index[i];
        }

        context.Builder.Assign(output, [position], context.Input.Tensor.At(index), context.Comment);
        return output;
    }
}
