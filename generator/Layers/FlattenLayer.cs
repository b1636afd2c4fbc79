using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Flatten]</c>: all elements in row-major order.</summary>
internal sealed class FlattenLayer : Layer
{
    public override bool MixesSteps => true;

    protected override string LengthsAdvice => "leave out Lengths, or take the last real step of a recurrent layer with Return = Return.Last";

    public override string Kind => "Flatten";

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || context.Output(new[] { (int)context.Input.Tensor.Size }) is not { } output)
        {
            return null;
        }

        var index = context.Indices(context.Input.Shape);
        context.Builder.Assign(output, [LayerLoops.RowMajor(index, context.Input.Shape)], context.Input.Tensor.At(index), context.Comment);
        return output;
    }
}
