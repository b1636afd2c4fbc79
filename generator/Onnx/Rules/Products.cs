using StaticNets.Onnx.Constants;
using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Matrix products: a dense layer where one factor is known, else a product of two values.</summary>
internal static class Products
{
    public static Table Rules { get; } = new()
    {
        ["MatMul"] = MatMul,
        ["Gemm"] = Gemm,
    };

    private static void MatMul(NodeContext context)
    {
        var (first, other) = (context.Floats(0), context.Floats(1));
        if (other.Constant is { Shape.Length: 2 } weight && first.Constant is null && first.Rank > 0)
        {
            var (bias, sum) = Recognition.FollowingBias(context, weight.Shape[1]);
            var dense = Dense(context, first, Moving.Transposed(weight, [1, 0]).ToFloats(), weight.Shape[1], bias);
            context.Give(dense);
            if (sum is not null)
            {
                context.Scope.Define(sum, dense);
            }

            return;
        }

        context.Give(Stacked(context, first, other, isTransposed: false));
    }

    private static void Gemm(NodeContext context)
    {
        var (first, other) = (context.Floats(0), context.Floats(1));
        double alpha = context.Float("alpha", 1), beta = context.Float("beta", 1);
        context.Refuse(first.Rank != 2 || other.Rank != 2, "it takes matrices");
        bool isFirstTransposed = context.Int("transA", 0) != 0, isOtherTransposed = context.Int("transB", 0) != 0;
        if (isFirstTransposed)
        {
            first = Transposed(context, first);
        }

        var addend = context.HasInput(2) && beta != 0 ? context.Floats(2) : null;
        Value product;
        if (other.Constant is { } weight && first.Constant is null)
        {
            var units = isOtherTransposed ? weight.Shape[0] : weight.Shape[1];
            var rows = (isOtherTransposed ? weight : Moving.Transposed(weight, [1, 0])).ToFloats();
            float[] scaled = alpha == 1 ? rows : [.. rows.Select(value => (float)(value * alpha))];
            // A bias for each unit, or the same for all.
            var bias = addend?.Constant is { } constant
                && (constant.Count == 1 || (constant.Count == units && constant.Shape[constant.Shape.Length - 1] == units))
                ? Enumerable.Range(0, units).Select(i => (float)(constant[constant.Count == 1 ? 0 : i] * beta)).ToArray() : null;
            product = Dense(context, first, scaled, units, bias);
            addend = bias is null ? addend : null;
        }
        else
        {
            product = Elementwise.Map(context.Layers, Stacked(context, first, other, isOtherTransposed), layer => context.Layers.Scale(layer, alpha, 0));
        }

        context.Give(addend is null ? product
            : Joining.Join(context.Layers, "Add", product, Elementwise.Map(context.Layers, addend, layer => context.Layers.Scale(layer, beta, 0))));
    }

    /// <summary>A dense layer along the last axis.</summary>
    private static Value Dense(NodeContext context, Value value, float[] weight, int units, float[]? bias)
    {
        var inputs = value.Shape[value.Rank - 1];
        context.Refuse(weight.Length != (long)units * inputs, $"it multiplies rows of {inputs} with {weight.Length / units} columns");
        _ = value.ExampleAxis(value.Rank - 1);
        var example = value.Example;
        int[] shape = example.Length is 3 or > LayerList.MaximumRank ? [value.Elements / inputs, inputs] : example;
        var source = context.Layers.InOrder(value, shape);
        var dense = Layer.Taking(source, "Dense", [.. shape.Take(shape.Length - 1), units]).With(units).With("Bias", bias is not null, unless: true)
            .Parameter("weight", [units, inputs], weight);
        context.Layers.Add(bias is null ? dense : dense.Parameter("bias", [units], bias));
        return Value.Of(dense, [.. value.Shape.Take(value.Rank - 1), units], value.BatchAxis);
    }

    private static Value Transposed(NodeContext context, Value value)
    {
        int[] shape = [value.Shape[1], value.Shape[0]];
        if (value.Constant is { } constant)
        {
            return Value.Of(Moving.Transposed(constant, [1, 0]));
        }

        if (value.BatchAxis >= 0)
        {
            return value.As(shape, 1 - value.BatchAxis);
        }

        var turned = LaneView.Turned(context.Layers, value, value.Shape, [1, 0]);
        return Value.Of(turned.Layer!, turned.Layout!, shape, -1);
    }

    /// <summary>A product of two values, stacked over leading axes.</summary>
    private static Value Stacked(NodeContext context, Value first, Value other, bool isTransposed)
    {
        var rank = Math.Max(first.Rank, other.Rank);
        int batch1 = Aligned(first), batch2 = Aligned(other), batch = Math.Max(batch1, batch2);
        context.Refuse(first.Rank == 0 || other.Rank == 0, "a single number is no matrix");
        context.Refuse(batch1 >= 0 && batch2 >= 0 && batch1 != batch2, "its factors have the batch on different axes");
        // A batch on an axis of the product itself is one example's row, if the other factor is known.
        var isRow = batch1 == rank - 2 && batch2 < 0 && batch1 >= 0;
        context.Refuse(batch >= rank - 2 && batch >= 0 && !isRow, "its product runs over the examples of a batch");
        context.Refuse(isRow && other.Constant is null, "one of its factors is the same for all examples of a batch");
        var (firstShape, otherShape) = (Without(first), Without(other));
        context.Refuse(Math.Max(firstShape.Length, otherShape.Length) > LayerList.MaximumRank,
            $"it has {rank} axes, but there are at most {LayerList.MaximumRank}");
        context.Refuse(isRow && otherShape.Length > 2, "a known factor that is stacked is not supported for the rows of a batch");
        var inner = firstShape[firstShape.Length - 1];
        int rows = otherShape.Length == 1 ? otherShape[0] : otherShape[otherShape.Length - (isTransposed ? 1 : 2)];
        context.Refuse(inner != rows, $"it multiplies {inner} columns with {rows} rows");
        var leading = Shapes.Common([.. firstShape.Take(Math.Max(0, firstShape.Length - 2))], [.. otherShape.Take(Math.Max(0, otherShape.Length - 2))]);
        int[] example = [
            .. leading,
            .. firstShape.Length > 1 ? new[] { firstShape[firstShape.Length - 2] } : [],
            .. otherShape.Length > 1 ? new[] { otherShape[otherShape.Length - (isTransposed ? 2 : 1)] } : [],
        ];
        var (a, b) = (context.Layers.InOrder(first, firstShape), context.Layers.InOrder(other, otherShape));
        var layer = context.Layers.Add(Layer.Taking(a, "MatMul", example.Length == 0 ? [1] : example).With(b).With("Transpose", isTransposed, unless: false));
        var size = batch1 >= 0 ? first.Shape[first.BatchAxis] : batch2 >= 0 ? other.Shape[other.BatchAxis] : 0;
        return Value.Of(layer, batch < 0 ? example : [.. example.Take(batch), size, .. example.Skip(batch)], batch);

        int Aligned(Value value) => value.BatchAxis < 0 ? -1 : value.BatchAxis + rank - value.Rank;

        int[] Without(Value value)
        {
            var place = batch - (rank - value.Rank);
            if (batch < 0 || place < 0 || isRow)
            {
                return value.BatchAxis < 0 ? value.Shape : value.Example;
            }

            context.Refuse(Aligned(value) < 0 && value.Shape[place] != 1, "one of its factors has other numbers for each example of a batch");
            return [.. value.Shape.Where((_, axis) => axis != place)];
        }
    }
}
