using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Rules;

namespace StaticNets.Onnx.Constants;

using Table = Dictionary<string, Func<NodeContext, ConstantTensor>>;

/// <summary>Known tensors that come from nothing, from shapes or from a narrow form.</summary>
internal static class Making
{
    public static Table Operators { get; } = new()
    {
        ["Constant"] = Constant,
        ["ConstantOfShape"] = ConstantOfShape,
        ["Range"] = Range,
        ["EyeLike"] = EyeLike,
        ["DequantizeLinear"] = Dequantized,
    };

    /// <summary>The shape of a value, of which the batch is marked.</summary>
    public static ConstantTensor ShapeOf(NodeContext context)
    {
        var value = context[0];
        if (context.Operator == "Size")
        {
            context.Refuse(value.BatchAxis >= 0, "it counts the elements of a batch, which a network leaves open");
            return new([], [value.Shape.Product()]);
        }

        var (start, end) = (Bound(context.Int("start", 0)), Bound(context.Int("end", value.Rank)));
        int[] part = [.. value.Shape.Skip(start).Take(Math.Max(0, end - start))];
        return ConstantTensor.OfShape(part, value.BatchAxis < start || value.BatchAxis >= end ? -1 : value.BatchAxis - start);

        int Bound(long place) => (int)Math.Min(value.Rank, Math.Max(0, place < 0 ? place + value.Rank : place));
    }

    private static ConstantTensor Constant(NodeContext context)
    {
        if (context.Tensor("value") is { } tensor)
        {
            return context.Scope.Model.Tensors.Read(tensor);
        }

        if (context.Has("value_float"))
        {
            return new([], [(float)context.Float("value_float", 0)]);
        }

        if (context.Has("value_int"))
        {
            return new([], [context.Int("value_int", 0)]);
        }

        if (context.FloatList("value_floats") is { } floats)
        {
            return new([floats.Length], floats);
        }

        return context.Ints("value_ints") is { } integers ? new([integers.Length], integers)
            : throw new ImportException("it has no tensor and no numbers: strings and sparse tensors are not read");
    }

    private static ConstantTensor ConstantOfShape(NodeContext context)
    {
        var wanted = context.Constant(0, "shape");
        int[] shape = [.. Enumerable.Range(0, wanted.Count).Select(i => wanted.IsBatch(i) ? 1 : Shaping.Extent(wanted.Integer(i)))];
        var value = context.Tensor("value") is { } tensor ? context.Scope.Model.Tensors.Read(tensor) : new([1], [0f]);
        context.Refuse(value.Count != 1, $"its value has {value.Count} elements instead of 1");
        return value.Select(shape, _ => 0);
    }

    private static ConstantTensor Range(NodeContext context)
    {
        var (start, limit, step) = (context.Constant(0, "start"), context.Constant(1, "limit"), context.Constant(2, "delta"));
        context.Refuse(start.Count != 1 || limit.Count != 1 || step.Count != 1 || step[0] == 0,
            "its start, limit and delta must be one number each, delta not 0");
        _ = start.Kind == ElementKind.Float ? 0 : start.Integer(0) + limit.Integer(0);
        var count = Math.Max(0, Math.Ceiling((limit[0] - start[0]) / step[0]));
        context.Refuse(!(count <= ConstantTensor.MostMade), "it has too many elements");
        return start.Kind == ElementKind.Float
            ? new([(int)count], [.. Enumerable.Range(0, (int)count).Select(i => (float)(start[0] + (i * step[0])))])
            : new([(int)count], [.. Enumerable.Range(0, (int)count).Select(i => start.Integer(0) + (i * step.Integer(0)))]);
    }

    private static ConstantTensor EyeLike(NodeContext context)
    {
        var shape = context[0].Shape;
        context.Refuse(shape.Length != 2 || context[0].BatchAxis >= 0, "it needs a matrix of known size");
        var shift = context.Int("k", 0);
        float[] values = [.. Enumerable.Range(0, ConstantTensor.CheckedCount(shape)).Select(i => i % shape[1] == (i / shape[1]) + shift ? 1f : 0)];
        var tensor = new ConstantTensor(shape, values);
        return context.Has("dtype") ? Folding.Cast(tensor, Casting.Target(context, "dtype")) : Folding.Cast(tensor, context[0].Kind);
    }

    /// <summary>(q - zero) * scale, one scale for all or one for each position along an axis, or for each block of them.</summary>
    private static ConstantTensor Dequantized(NodeContext context)
    {
        var (tensor, scale, zero) = (context.Constant(0, "weights"), context.Constant(1, "scale"), context.OptionalConstant(2, "zero point"));
        context.Refuse(zero is not null && zero.Count != scale.Count, "it has not as many zero points as scales");
        if (scale.Count == 1)
        {
            return new(tensor.Shape, [.. Enumerable.Range(0, tensor.Count).Select(i => (float)((tensor[i] - (zero?[0] ?? 0)) * scale[0]))]);
        }

        var axis = Shapes.Axis(context.Int("axis", 1), tensor.Shape.Length);
        var (inner, extent, block) = (tensor.Shape.Skip(axis + 1).Product(), tensor.Shape[axis], (int)Math.Max(1, context.Int("block_size", 1)));
        if (scale.Shape.Length == 1)
        {
            context.Refuse(scale.Count != extent, $"it has {scale.Count} scales for {extent} positions along axis {axis}");
            return new(tensor.Shape, [.. Enumerable.Range(0, tensor.Count).Select(i => Of(i, i / inner % extent))]);
        }

        var blocks = (extent + block - 1) / block;
        context.Refuse(scale.Count != tensor.Count / extent * blocks,
            $"it has {scale.Count} scales, but blocks of {block} need {tensor.Count / extent * blocks}");
        return new(
            tensor.Shape,
            [.. Enumerable.Range(0, tensor.Count).Select(i => Of(i, (((i / inner / extent * blocks) + (i / inner % extent / block)) * inner) + (i % inner)))]);

        float Of(int i, int place) => (float)((tensor[i] - (zero?[place] ?? 0)) * scale[place]);
    }
}
