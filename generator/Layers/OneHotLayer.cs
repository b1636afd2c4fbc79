using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[OneHot]</c>: 1 at the position of each token, 0 elsewhere, [steps, vocabulary].</summary>
internal sealed class OneHotLayer : Layer
{
    public override string Kind => "OneHot";

    protected override bool TakesTokens => true;

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || context.Output(new[] { context.Input.Shape[0], context.Input.Vocabulary }) is not { } output)
        {
            return null;
        }

        var b = context.Builder;
        Axis step = b.Axis("step", output.Dimensions[0]), k = b.Axis("k", output.Dimensions[1]);
        b.Assign(output, [step, k], new Select(Comparison.Equal, new Position(k), context.Input.Tensor.At(step), 1, 0), context.Comment);
        return output;
    }
}
