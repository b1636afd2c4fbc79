using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Rules;

namespace StaticNets.Onnx.Constants;

using Table = Dictionary<string, Func<NodeContext, ConstantTensor>>;

/// <summary>Known tensors in another order, or parts of them.</summary>
internal static class Moving
{
    public static Table Operators { get; } = new()
    {
        ["Identity"] = context => context.Constant(0, "value"),
        ["Dropout"] = context => context.Constant(0, "value"),
        ["Reshape"] = Reshape,
        ["Flatten"] = context =>
        {
            var tensor = context.Constant(0, "value");
            var axis = Shaping.FlatAxis(context, tensor.Shape.Length);
            return tensor.WithShape([tensor.Shape.Take(axis).Product(), tensor.Shape.Skip(axis).Product()]);
        },
        ["Squeeze"] = context => context.Constant(0, "value").WithShape(Shaping.Squeezed(context)),
        ["Unsqueeze"] = context => context.Constant(0, "value").WithShape(Shaping.Unsqueezed(context)),
        ["Transpose"] = Transpose,
        ["Concat"] = Concat,
        ["Slice"] = Slice,
        ["Gather"] = Gather,
        ["Expand"] = Expand,
        ["Tile"] = Tile,
        ["Trilu"] = Trilu,
    };

    /// <summary>The one operator of several results.</summary>
    public static void Split(NodeContext context)
    {
        var tensor = context.Constant(0, "value");
        var axis = Shapes.Axis(context.Int("axis", 0), tensor.Shape.Length);
        var start = 0;
        var sizes = Slicing.SplitSizes(context, tensor.Shape[axis]);
        for (var output = 0; output < sizes.Length; output++)
        {
            context.Give(output, Value.Of(Part(tensor, axis, start, sizes[output], 1)));
            start += sizes[output];
        }
    }

    public static ConstantTensor Transposed(ConstantTensor tensor, int[] order)
    {
        int[] shape = [.. order.Select(axis => tensor.Shape[axis])];
        var (strides, own) = (Shapes.Strides(tensor.Shape), Shapes.Strides(shape));
        return tensor.Select(shape, i => order.Select((axis, place) => i / own[place] % shape[place] * strides[axis]).Sum());
    }

    /// <summary>The elements spread over a larger shape.</summary>
    public static ConstantTensor Spread(ConstantTensor tensor, int[] shape)
        => tensor.Shape.SequenceEqual(shape) ? tensor : tensor.Select(shape, Arithmetic.Positions(shape, tensor.Shape));

    /// <summary>Positions start, start + step... along an axis.</summary>
    public static ConstantTensor Part(ConstantTensor tensor, int axis, int start, int count, int step)
    {
        int[] shape = [.. tensor.Shape.Select((extent, i) => i == axis ? count : extent)];
        var inner = tensor.Shape.Skip(axis + 1).Product();
        var extent = tensor.Shape[axis];
        return tensor.Select(shape, i => (((i / inner / count * extent) + start + (i / inner % count * step)) * inner) + (i % inner));
    }

    private static ConstantTensor Reshape(NodeContext context)
    {
        var tensor = context.Constant(0, "value");
        int[] shape = [.. Shaping.Target(context, tensor.Shape, tensor.Count)];
        return shape.Product() == tensor.Count ? tensor.WithShape(shape)
            : throw new ImportException($"{Shapes.Text(tensor.Shape)} has other elements than {Shapes.Text(shape)}");
    }

    private static ConstantTensor Transpose(NodeContext context)
    {
        var tensor = context.Constant(0, "value");
        return Transposed(tensor, Shaping.Order(context, tensor.Shape.Length));
    }

    private static ConstantTensor Concat(NodeContext context)
    {
        ConstantTensor[] parts = [.. context.Inputs().Select(value => value.Constant!)];
        var axis = Shapes.Axis(context.Int("axis", 1), parts[0].Shape.Length);
        int[] shape = [.. parts[0].Shape.Select((extent, i) => i == axis ? parts.Sum(part => part.Shape[axis]) : extent)];
        var inner = shape.Skip(axis + 1).Product();
        return ConstantTensor.Select(
            shape,
            i =>
            {
                var (outer, place) = (i / inner / shape[axis], i / inner % shape[axis]);
                var part = 0;
                while (place >= parts[part].Shape[axis])
                {
                    place -= parts[part++].Shape[axis];
                }

                return (parts[part], (((outer * parts[part].Shape[axis]) + place) * inner) + (i % inner));
            },
            parts[0].Kind,
            parts.Sum(part => (long)part.Count));
    }

    private static ConstantTensor Slice(NodeContext context)
    {
        var tensor = context.Constant(0, "value");
        foreach (var (axis, start, count, step) in Slicing.Ranges(context, tensor.Shape))
        {
            tensor = Part(tensor, axis, start, count, step);
        }

        return tensor;
    }

    private static ConstantTensor Gather(NodeContext context)
    {
        var (tensor, indices) = (context.Constant(0, "value"), context.Constant(1, "indices"));
        var axis = Shapes.Axis(context.Int("axis", 0), tensor.Shape.Length);
        var extent = tensor.Shape[axis];
        int[] places = [.. indices.ToIntegers().Select(index => index >= -extent && index < extent ? (int)(index < 0 ? index + extent : index)
            : throw new ImportException($"index {index} is not on axis {axis} of {Shapes.Text(tensor.Shape)}"))];
        int[] shape = [.. tensor.Shape.Take(axis), .. indices.Shape, .. tensor.Shape.Skip(axis + 1)];
        var inner = tensor.Shape.Skip(axis + 1).Product();
        return tensor.Select(shape, i => (((i / inner / places.Length * extent) + places[i / inner % places.Length]) * inner) + (i % inner));
    }

    private static ConstantTensor Expand(NodeContext context)
    {
        var (tensor, wanted) = (context.Constant(0, "value"), context.Constant(1, "shape"));
        // What is alike for all examples of a batch is spread over them where it meets them.
        int[] target = [.. Enumerable.Range(0, wanted.Count).Select(i => wanted.IsBatch(i) ? 1 : Shaping.Extent(wanted.Integer(i)))];
        return Spread(tensor, Shapes.Common(tensor.Shape, target));
    }

    private static ConstantTensor Tile(NodeContext context)
    {
        var (tensor, repeats) = (context.Constant(0, "value"), context.Constant(1, "repeats").ToIntegers());
        context.Refuse(repeats.Length != tensor.Shape.Length, "there is not one repeat for each axis");
        int[] shape = [.. tensor.Shape.Select((extent, axis) => Shaping.Extent(Math.Min(int.MaxValue, extent * Math.Min(repeats[axis], int.MaxValue))))];
        var (strides, own) = (Shapes.Strides(tensor.Shape), Shapes.Strides(shape));
        _ = ConstantTensor.CheckedCount(shape);
        return tensor.Select(shape, i => tensor.Shape.Select((extent, axis) => i / own[axis] % shape[axis] % extent * strides[axis]).Sum());
    }

    private static ConstantTensor Trilu(NodeContext context)
    {
        var tensor = context.Constant(0, "value");
        var shift = context.OptionalConstant(1, "diagonal") is { Count: 1 } given ? given.Integer(0) : 0;
        context.Refuse(tensor.Shape.Length < 2, "it takes matrices");
        var (isUpper, columns, rows) = (context.Int("upper", 1) != 0, tensor.Shape[tensor.Shape.Length - 1], tensor.Shape[tensor.Shape.Length - 2]);
        var zero = new ConstantTensor([1], [0L]);
        return ConstantTensor.Select(
            tensor.Shape,
            i => (isUpper ? i % columns - (i / columns % rows) >= shift : i % columns - (i / columns % rows) <= shift) ? (tensor, i) : (zero, 0),
            tensor.Kind,
            tensor.Count);
    }
}
