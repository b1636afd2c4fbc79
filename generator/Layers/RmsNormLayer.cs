using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[RmsNorm]</c> over the last axis: x / sqrt(mean of x^2 + epsilon) * weight (Zhang and Sennrich 2019).</summary>
internal sealed class RmsNormLayer : Layer
{
    public override string Kind => "RmsNorm";

    public override Tensor? Build(LayerContext context)
    {
        var epsilon = context.Number("Epsilon", Agreement.RmsNormEpsilon, FloatRange.IsPositive, FloatRange.PositiveNumber);
        if (!context.IsReady)
        {
            return null;
        }

        var shape = context.Input.Shape;
        var features = shape[shape.Count - 1];
        if (context.Output(shape) is not { } output
            || context.Parameter("weight", new[] { features }, InitializerKind.Constant, 1) is not { } weight)
        {
            return null;
        }

        var b = context.Builder;
        var x = context.Input.Tensor;
        var square = b.Statistic($"{context.Name}.square", x);
        var root = b.Statistic($"{context.Name}.root", x);
        var index = context.Indices(shape);
        var row = Rows.Of(index);
        b.Sum(square, row, x.At(index) * x.At(index) * (1.0 / features), $"{context.Comment}: the mean square of each row");
        b.Assign(root, row, Expression.Apply(UnaryOperation.Sqrt, square.At(row) + epsilon), $"{context.Comment}: sqrt(mean square + epsilon)");
        b.Assign(output, index, x.At(index) / root.At(row) * weight.At(index[index.Length - 1]), context.Comment);
        return output;
    }
}
