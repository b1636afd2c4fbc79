using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[GlobalAvgPool]</c>: the mean of each channel, [channels].</summary>
internal sealed class GlobalAvgPoolLayer : Layer
{
    public override bool MixesSteps => true;

    public override bool TakesImages => true;

    protected override string SequenceAdvice => "take the last step of a recurrent layer with Return = Return.Last instead";

    public override string Kind => "GlobalAvgPool";

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || context.Output(new[] { context.Input.Shape[0] }) is not { } output)
        {
            return null;
        }

        var index = context.Indices(context.Input.Shape);
        context.Builder.Sum(
            output,
            [index[0]],
            context.Input.Tensor.At(index) * (1.0 / ((double)context.Input.Shape[1] * context.Input.Shape[2])),
            $"{context.Comment}: the mean of each channel");
        return output;
    }
}
