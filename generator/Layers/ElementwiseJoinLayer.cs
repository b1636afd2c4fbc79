using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>
/// A layer that joins the current value with an earlier one element by element. Either may be a vector beside an image or a sequence: it is spread over the
/// positions or steps, one number for each channel or feature.
/// </summary>
internal abstract class ElementwiseJoinLayer : JoinLayer
{
    /// <summary>What two elements become.</summary>
    protected abstract Expression Element(Expression first, Expression other);

    /// <summary>
    /// One expression where the first is less, another where it is greater. Between equal ones it is half of each, so that each gets half of the gradient;
    /// with a NaN that is NaN.
    /// </summary>
    protected static Expression Ordered(Expression first, Expression other, Expression ifLess, Expression ifGreater)
        => new Select(Comparison.Less, first, other, ifLess, new Select(Comparison.Less, other, first, ifGreater, (first * 0.5) + (other * 0.5)));

    protected sealed override string? Difference(LayerContext context, Value first, Value other)
    {
        if (first.Shape.Equals(other.Shape))
        {
            return null;
        }

        var (vector, whole) = first.Rank < other.Rank ? (first, other) : (other, first);
        if (vector.Rank != 1 || whole.Rank == 1)
        {
            return $"they must be alike, both {first.ShapeText} or both {other.ShapeText}";
        }

        var channels = whole.Shape[LayerContext.LaneAxis(whole.Shape)];
        return vector.Shape[0] == channels
            ? null
            : $"a vector beside {whole.ShapeText} has one number for each of its {Literal.Of(channels)} {(whole.IsImage ? "channels" : "features")}";
    }

    protected sealed override Tensor? Join(LayerContext context, Value first, Value other)
    {
        var whole = first.Rank < other.Rank ? other : first;
        if (context.Output(whole.Shape) is not { } output)
        {
            return null;
        }

        context.Result = value => value with { Lengths = first.Lengths ?? other.Lengths, AllSteps = whole.AllSteps };
        var index = context.Indices(output.Dimensions);
        context.Builder.Assign(output, index, Element(At(first), At(other)), context.Comment);
        return output;

        Expression At(Value value) => value.Tensor.At(value.Rank < whole.Rank ? [index[LayerContext.LaneAxis(whole.Shape)]] : index);
    }
}
