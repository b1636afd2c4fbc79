using StaticNets.Onnx.Constants;
using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>
/// Functions of two elements, spread over each other as NumPy does it. A known number is a <c>Scale</c>; a vector is spread by the language; what else is
/// smaller is copied first.
/// </summary>
internal static class Joining
{
    /// <summary>The version from which on operands are spread as NumPy does it.</summary>
    public const int VersionOfSpreading = 7;

    public static Table Rules { get; } = new()
    {
        ["Add"] = Of("Add"),
        ["Sub"] = Of("Subtract"),
        ["Mul"] = Of("Multiply"),
        ["Div"] = Of("Divide"),
        ["Max"] = Of("Maximum"),
        ["Min"] = Of("Minimum"),
        ["Sum"] = Of("Add"),
        ["Mean"] = context =>
        {
            var sum = All(context, "Add");
            context.Give(Elementwise.Map(context.Layers, sum, layer => context.Layers.Scale(layer, 1.0 / context.InputCount, 0)));
        },
    };

    public static Value Join(LayerList layers, string kind, Value first, Value other) => new Pair(first, other).Join(layers, kind);

    /// <summary>Before version 7 the axes of the second operand began at an axis of the first.</summary>
    private static Value Aligned(NodeContext context, Value first, Value other)
    {
        if (context.Opset >= VersionOfSpreading || context.Int("broadcast", 0) == 0 || !context.Has("axis"))
        {
            return other;
        }

        var axis = Shapes.Axis(context.Int("axis", 0), first.Rank);
        context.Refuse(axis + other.Rank > first.Rank, $"{Shapes.Text(other.Shape)} does not fit {Shapes.Text(first.Shape)} from axis {axis} on");
        int[] shape = [.. other.Shape, .. Enumerable.Repeat(1, first.Rank - axis - other.Rank)];
        return other.Constant is { } constant ? Value.Of(constant.WithShape(shape)) : other.As(shape, other.BatchAxis);
    }

    private static Action<NodeContext> Of(string kind) => context => context.Give(All(context, kind));

    private static Value All(NodeContext context, string kind)
    {
        var result = context.Floats(0);
        for (var i = 1; i < context.InputCount; i++)
        {
            var next = Aligned(context, result, context.Floats(i));
            result = kind == "Add" && context.InputCount == 2
                ? Join(context.Layers, kind, Masks.Addend(context, result), Masks.Addend(context, next))
                : Join(context.Layers, kind, result, next);
        }

        return result;
    }

    /// <summary>Two operands whose axes are aligned, and what they have in common.</summary>
    private sealed class Pair
    {
        private readonly Value first;
        private readonly Value other;
        private readonly int[] firstShape;
        private readonly int[] otherShape;
        private readonly int[] common;
        private readonly int batchAxis;
        private readonly int[] shape;

        public Pair(Value first, Value other)
        {
            (this.first, this.other) = (first, other);
            var rank = Math.Max(first.Rank, other.Rank);
            int batch1 = Aligned(first), batch2 = Aligned(other);
            batchAxis = Math.Max(batch1, batch2);
            if (batch1 >= 0 && batch2 >= 0 && batch1 != batch2)
            {
                throw new ImportException($"{Shapes.Text(first.Shape)} and {Shapes.Text(other.Shape)} have the batch on different axes");
            }

            (firstShape, otherShape) = (Without(first), Without(other));
            common = Shapes.Common(firstShape, otherShape);
            var size = batch1 >= 0 ? first.Shape[first.BatchAxis] : batch2 >= 0 ? other.Shape[other.BatchAxis] : 0;
            shape = batchAxis < 0 ? common : [.. common.Take(batchAxis), size, .. common.Skip(batchAxis)];

            int Aligned(Value value) => value.BatchAxis < 0 ? -1 : value.BatchAxis + rank - value.Rank;

            int[] Without(Value value)
            {
                int[] aligned = [.. Enumerable.Repeat(1, rank - value.Rank), .. value.Shape];
                if (batchAxis >= 0 && Aligned(value) < 0 && aligned[batchAxis] != 1)
                {
                    throw new ImportException($"{Shapes.Text(value.Shape)} has other numbers for each example of a batch");
                }

                return batchAxis < 0 ? aligned : [.. aligned.Where((_, axis) => axis != batchAxis)];
            }
        }

        public Value Join(LayerList layers, string kind)
        {
            if (Uniform(first) is { } left && otherShape.SequenceEqual(common) && WithNumber(layers, kind, other, left, isFirst: true) is { } ofLeft)
            {
                return ofLeft.As(shape, batchAxis);
            }

            if (Uniform(other) is { } right && firstShape.SequenceEqual(common) && WithNumber(layers, kind, first, right, isFirst: false) is { } ofRight)
            {
                return ofRight.As(shape, batchAxis);
            }

            if (firstShape.SequenceEqual(otherShape))
            {
                return OfEqual(layers, kind);
            }

            var isFirstWhole = firstShape.SequenceEqual(common);
            if (isFirstWhole || otherShape.SequenceEqual(common))
            {
                var (whole, small, smallShape) = isFirstWhole ? (first, other, otherShape) : (other, first, firstShape);
                if (whole.Constant is null && Block(smallShape) is { } block
                    && (small.Constant is null || common.Take(block.First).Product() == 1 || common.Skip(block.End).Product() == 1))
                {
                    return OfVector(layers, kind, whole, small, isFirstWhole, block);
                }
            }

            return Made(layers.Joined(Spread(layers, first, firstShape), kind, Spread(layers, other, otherShape), Flat(common)));
        }

        private static double? Uniform(Value value)
            => value.Constant is { Count: > 0 } constant && Enumerable.Range(1, constant.Count - 1).All(i => constant[i].Equals(constant[0]))
                && !double.IsNaN(constant[0]) && !double.IsInfinity(constant[0])
                    ? constant[0] : null;

        private static Value? WithNumber(LayerList layers, string kind, Value value, double number, bool isFirst)
        {
            Func<Layer, Layer>? function = (kind, isFirst) switch
            {
                ("Add", _) => layer => layers.Scale(layer, 1, number),
                ("Subtract", false) => layer => layers.Scale(layer, 1, -number),
                ("Subtract", true) => layer => layers.Scale(layer, -1, number),
                ("Multiply", _) => layer => layers.Scale(layer, number, 0),
                ("Divide", false) when number != 0 && !float.IsInfinity((float)(1 / number)) => layer => layers.Scale(layer, 1 / number, 0),
                ("Divide", true) when number != 0
                    => layer => layers.Scale(layers.Add(Layer.Taking(layer, "Power", layer.Shape).With(-1.0)), number, 0),
                ("Maximum", _) when number == 0 => layer => layers.Unary(layer, "Relu"),
                _ => null,
            };
            return function is null || value.Constant is not null ? null : Elementwise.Map(layers, value, function);
        }

        private static int[] Flat(int[] example) => example.Length is 0 or > LayerList.MaximumRank ? [example.Product()] : example;

        private Value OfEqual(LayerList layers, string kind)
        {
            if (first.Layer is { } layer && other.Layer is { } second && first.Layout!.Equals(other.Layout!))
            {
                return Value.Of(layers.Joined(layer, kind, layers.Reshaped(second, layer.Shape), layer.Shape), first.Layout, shape, batchAxis);
            }

            var whole = Flat(common);
            return Made(layers.Joined(layers.InOrder(first, whole), kind, layers.InOrder(other, whole), whole));
        }

        private Value OfVector(LayerList layers, string kind, Value whole, Value small, bool isFirstWhole, (int First, int End) block)
        {
            var view = LaneView.Of(layers, whole, common, block.First, block.End);
            var vector = layers.InOrder(small, [common.Skip(block.First).Take(block.End - block.First).Product()]);
            var joined = isFirstWhole
                ? layers.Joined(view.Layer, kind, vector, view.Layer.Shape)
                : layers.Joined(vector, kind, view.Layer, view.Layer.Shape);
            return view.Back(joined).As(shape, batchAxis);
        }

        /// <summary>The axes that a smaller operand has, if they lie one beside the other and are as long as they become.</summary>
        private (int First, int End)? Block(int[] small)
        {
            var axes = Enumerable.Range(0, small.Length).Where(axis => small[axis] != 1).ToList();
            if (axes.Count == 0)
            {
                return (small.Length, small.Length);
            }

            var (start, end) = (axes[0], axes[axes.Count - 1] + 1);
            return Enumerable.Range(start, end - start).All(axis => small[axis] == common[axis]) ? (start, end) : null;
        }

        private Layer Spread(LayerList layers, Value value, int[] own)
        {
            if (value.Constant is { } constant)
            {
                return layers.InOrder(Value.Of(Moving.Spread(constant.WithShape(own), common)), Flat(common));
            }

            var layer = layers.InOrder(value, Flat(own));
            int[] reached = [.. own];
            for (var axis = 0; axis < own.Length; axis++)
            {
                if (own[axis] != common[axis])
                {
                    int[] from = [.. reached];
                    reached[axis] = common[axis];
                    layer = layers.Repeated(layer, from, axis, common[axis], Flat(reached));
                }
            }

            return layer;
        }

        private Value Made(Layer layer) => Value.Of(layer, shape, batchAxis);
    }
}
