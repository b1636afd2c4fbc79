using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Softmax]</c> over the last axis: exp(x - m) / sum of exp(x - m), with m the greatest x so that nothing overflows.</summary>
internal sealed class SoftmaxLayer : Layer
{
    public override string Kind => "Softmax";

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || context.Output(context.Input.Shape) is not { } output)
        {
            return null;
        }

        var b = context.Builder;
        var rows = context.Input.Shape.Items.RemoveAt(context.Input.Rank - 1);
        var laneAxis = rows.Length == 0 ? -1 : Math.Min(context.Input.Tensor.LaneAxis, rows.Length - 1);
        var maximum = b.Activation($"{context.Name}.maximum", rows, laneAxis);
        var exponential = b.Activation($"{context.Name}.exponential", context.Input.Shape, context.Input.Tensor.LaneAxis);
        var sum = b.Activation($"{context.Name}.sum", rows, laneAxis);

        var index = context.Indices(context.Input.Shape);
        b.Maximum(maximum, Row(index), context.Input.Tensor.At(index), $"{context.Comment}: the greatest of each row", stopsGradient: true);
        index = context.Indices(context.Input.Shape);
        b.Assign(exponential, index, Expression.Apply(UnaryOperation.Exp, context.Input.Tensor.At(index) - maximum.At(Row(index))), $"{context.Comment}: exp(x - greatest)");
        index = context.Indices(context.Input.Shape);
        b.Sum(sum, Row(index), exponential.At(index), $"{context.Comment}: the sum of each row");
        index = context.Indices(context.Input.Shape);
        b.Assign(output, index, exponential.At(index) / sum.At(Row(index)), context.Comment);
        return output;
    }

    private static Affine[] Row(Affine[] index) => [.. index.Take(index.Length - 1)];
}
