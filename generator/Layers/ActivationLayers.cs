using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

internal sealed class SigmoidLayer : ElementwiseLayer
{
    public override string Kind => "Sigmoid";

    protected override Expression Function(Expression x, LayerContext context) => Expression.Apply(UnaryOperation.Sigmoid, x);
}

internal sealed class TanhLayer : ElementwiseLayer
{
    public override string Kind => "Tanh";

    protected override Expression Function(Expression x, LayerContext context) => Expression.Apply(UnaryOperation.Tanh, x);
}

internal sealed class ReluLayer : ElementwiseLayer
{
    public override string Kind => "Relu";

    protected override Expression Function(Expression x, LayerContext context) => Expression.Apply(UnaryOperation.Relu, x);
}

/// <summary>x where it is positive, else slope * x.</summary>
internal sealed class LeakyReluLayer : ElementwiseLayer
{
    public override string Kind => "LeakyRelu";

    protected override Expression Function(Expression x, LayerContext context)
    {
        var slope = context.Double("slope", 0.01);
        if (double.IsNaN(slope) || double.IsInfinity(slope))
        {
            context.Report(Descriptors.OutOfRange, "slope", [context.Declaration.Text, "slope", slope.ToString(System.Globalization.CultureInfo.InvariantCulture), "a finite number"]);
        }

        return new Select(Comparison.LessOrEqual, x, 0, x * slope, x);
    }
}

/// <summary>x * Phi(x) with the normal distribution's Phi, exact (Hendrycks and Gimpel 2016), not the tanh approximation.</summary>
internal sealed class GeluLayer : ElementwiseLayer
{
    public override string Kind => "Gelu";

    protected override Expression Function(Expression x, LayerContext context)
        => x * 0.5 * (Expression.Apply(UnaryOperation.Erf, x * Math.Sqrt(0.5)) + 1);
}

/// <summary>x * sigmoid(x).</summary>
internal sealed class SiluLayer : ElementwiseLayer
{
    public override string Kind => "Silu";

    protected override Expression Function(Expression x, LayerContext context) => x * Expression.Apply(UnaryOperation.Sigmoid, x);
}

/// <summary>In training each element is 0 with the given probability and else divided by its complement (Srivastava et al. 2014).</summary>
internal sealed class DropoutLayer : Layer
{
    public override string Kind => "Dropout";

    public override Tensor? Build(LayerContext context)
    {
        var probability = context.Double("probability", 0);
        if (!(probability >= 0 && probability < 1))
        {
            context.Report(Descriptors.OutOfRange, "probability", [context.Declaration.Text, "probability", probability.ToString(System.Globalization.CultureInfo.InvariantCulture), "at least 0 and less than 1"]);
            return null;
        }

        if (context.Output(context.Input.Shape, context.Input.Tensor.LaneAxis) is not { } output)
        {
            return null;
        }

        var index = context.Indices(context.Input.Shape);
        Affine element = 0;
        for (var i = 0; i < index.Length; i++)
        {
            element = (element * context.Input.Shape[i]) + index[i];
        }

        var x = context.Input.Tensor.At(index);
        context.Builder.Assign(
            output, index, probability == 0 ? x : new Select(Comparison.Less, new Uniform(context.NextStream(), element), probability, 0, x * (1 / (1 - probability))), context.Comment);
        return output;
    }
}
