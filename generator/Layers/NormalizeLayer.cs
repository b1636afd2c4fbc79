using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Normalize]</c> behind an input: (x - mean) / deviation of each channel, with buffers that the data give and no step moves.</summary>
internal sealed class NormalizeLayer : Layer
{
    public override string Kind => "Normalize";

    public override bool IsElementwise => true;

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady)
        {
            return null;
        }

        if (context.Input.Tensor.Role != TensorRole.Input)
        {
            context.Report(
                Descriptors.NotSupported,
                null,
                [context.Declaration.Text, $"it normalizes an input by what the data are, but {context.Input.Origin} is none; put it behind the input"]);
            return null;
        }

        var shape = context.Input.Shape;
        var axis = LayerContext.LaneAxis(shape);
        if (context.Output(shape) is not { } output
            || context.Buffer("mean", shape[axis], 0, momentum: 0) is not { } mean
            || context.Buffer("deviation", shape[axis], 1, momentum: 0) is not { } deviation)
        {
            return null;
        }

        context.Draft.AddNormalization(new(context.Name, context.Input.Tensor.Ordinal, axis));
        var index = context.Indices(shape);
        var channel = index[axis];
        context.Builder.Assign(output, index, (context.Input.Tensor.At(index) - mean.At(channel)) / deviation.At(channel), context.Comment);
        return output;
    }
}
