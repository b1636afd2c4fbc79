using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Operators that only say how elements are counted: layers come of them where somebody needs the elements in that order.</summary>
internal static class Shaping
{
    public static Table Rules { get; } = new()
    {
        ["Reshape"] = Reshape,
        ["Flatten"] = Flatten,
        ["Squeeze"] = context => context.Give(Renamed(context[0], Squeezed(context), context)),
        ["Unsqueeze"] = context => context.Give(Renamed(context[0], Unsqueezed(context), context)),
        ["Transpose"] = Transpose,
        ["Expand"] = Expand,
        ["Tile"] = Tile,
    };

    public static int Extent(long extent) => extent is >= 0 and <= int.MaxValue ? (int)extent
        : throw new ImportException($"an extent is {extent}, which no tensor has");

    public static int[] Squeezed(NodeContext context)
    {
        var shape = context[0].Shape;
        var axes = context.IntsOrInput("axes", 1);
        int[] removed = axes is null
            ? [.. Enumerable.Range(0, shape.Length).Where(axis => shape[axis] == 1 && axis != context[0].BatchAxis)]
            : Shapes.Axes(axes, shape.Length);
        var wrong = Array.FindIndex(removed, axis => shape[axis] != 1);
        context.Refuse(wrong >= 0, $"axis {removed.ElementAtOrDefault(wrong)} of {Shapes.Text(shape)} cannot be left out: it has more than one position");
        return [.. shape.Where((_, axis) => !removed.Contains(axis))];
    }

    public static int[] Unsqueezed(NodeContext context)
    {
        var shape = context[0].Shape;
        var axes = context.IntsOrInput("axes", 1) ?? throw new ImportException("it has no axes");
        var added = Shapes.Axes(axes, shape.Length + axes.Length);
        context.Refuse(added.Length != axes.Length, "it has an axis twice");
        var next = 0;
        return [.. Enumerable.Range(0, shape.Length + added.Length).Select(axis => added.Contains(axis) ? 1 : shape[next++])];
    }

    /// <summary>The axis before which a matrix is cut: it may be behind the last, but negative ones count from the last.</summary>
    public static int FlatAxis(NodeContext context, int rank)
    {
        var axis = context.Int("axis", 1);
        return axis == rank ? rank : Shapes.Axis(axis, rank);
    }

    public static int[] Order(NodeContext context, int rank)
    {
        var given = context.Ints("perm");
        int[] order = given is null ? [.. Enumerable.Range(0, rank).Reverse()] : [.. given.Select(axis => Shapes.Axis(axis, rank, "perm"))];
        context.Refuse(order.Length != rank || order.Distinct().Count() != rank, $"perm is no order of {rank} axes");
        return order;
    }

    /// <summary>The shape that a reshape asks for, with what it leaves open filled in.</summary>
    /// <param name="elements">The elements there are.</param>
    public static int[] Target(NodeContext context, int[] shape, int elements)
    {
        var wanted = Wanted(context);
        int[] target = [.. Enumerable.Range(0, wanted.Count).Select(i => wanted.Integer(i) switch
        {
            0 when context.Int("allowzero", 0) == 0 => i < shape.Length ? shape[i]
                : throw new ImportException($"it copies axis {i}, which {Shapes.Text(shape)} has not"),
            -1 => -1,
            var extent => Extent(extent),
        })];
        return Inferred(target, elements);
    }

    private static ConstantTensor Wanted(NodeContext context)
        => context.Ints("shape") is { } old ? new([old.Length], old) : context.Constant(1, "shape");

    private static int[] Inferred(int[] target, int elements)
    {
        var open = Array.IndexOf(target, -1);
        if (open < 0)
        {
            return target;
        }

        var known = target.Where((_, axis) => axis != open).Product();
        target[open] = known > 0 && elements % known == 0 ? elements / known
            : throw new ImportException($"{elements} elements have no shape {Shapes.Text(target)}");
        return Array.IndexOf(target, -1) < 0 ? target : throw new ImportException("it leaves two extents open");
    }

    /// <summary>The same elements under a shape that differs in axes of 1.</summary>
    private static Value Renamed(Value value, int[] shape, NodeContext context)
    {
        if (value.BatchAxis < 0)
        {
            return value.As(shape, -1);
        }

        // The batch is where as many elements of an example are before it.
        var size = value.Shape[value.BatchAxis];
        var before = value.Shape.Take(value.BatchAxis).Product();
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] == size && shape.Take(axis).All(extent => extent > 0) && shape.Take(axis).Product() == before
                && (size != 1 || shape.Skip(axis).Product() == value.Shape.Skip(value.BatchAxis).Product()))
            {
                return value.As(shape, axis);
            }
        }

        throw new ImportException($"{Shapes.Text(value.Shape)} would lose the axis of the batch");
    }

    private static void Reshape(NodeContext context)
    {
        var value = context[0];
        if (value.BatchAxis < 0)
        {
            var whole = Target(context, value.Shape, value.Elements);
            context.Refuse(whole.Product() != value.Elements, $"{Shapes.Text(value.Shape)} has other elements than {Shapes.Text(whole)}");
            context.Give(value.As(whole, -1));
            return;
        }

        var (target, batch) = BatchTarget(context, value, Wanted(context));
        var example = Inferred([.. target.Where((_, axis) => axis != batch)], value.Elements);
        var before = value.Shape.Take(value.BatchAxis).Product();
        context.Refuse(example.Product() != value.Elements, $"an example of {Shapes.Text(value.Shape)} has other elements than one of {Shapes.Text(target)}");
        context.Refuse(example.Take(batch).Product() != before, $"{Shapes.Text(value.Shape)} as {Shapes.Text(target)} mixes the examples of a batch");
        context.Give(value.As([.. example.Take(batch), value.Shape[value.BatchAxis], .. example.Skip(batch)], batch));
    }

    /// <summary>Which extent of a shape is the batch's: one that came from it, one that is left open, or the first of its size.</summary>
    private static (int[] Target, int Batch) BatchTarget(NodeContext context, Value value, ConstantTensor wanted)
    {
        var (target, batch, size) = (new int[wanted.Count], -1, value.Shape[value.BatchAxis]);
        var copiesZero = context.Int("allowzero", 0) == 0;
        for (var i = 0; i < target.Length; i++)
        {
            var isCopy = !wanted.IsBatch(i) && copiesZero && wanted.Integer(i) == 0;
            context.Refuse(isCopy && i >= value.Rank, $"it copies axis {i}, which {Shapes.Text(value.Shape)} has not");
            var isBatch = wanted.IsBatch(i) || (isCopy && i == value.BatchAxis);
            context.Refuse(isBatch && batch >= 0, "it has the batch on two axes");
            (target[i], batch) = (isBatch ? 1 : isCopy ? value.Shape[i] : wanted.Integer(i) == -1 ? -1 : Extent(wanted.Integer(i)), isBatch ? i : batch);
        }

        if (batch < 0)
        {
            var open = Array.IndexOf(target, -1);
            batch = open >= 0 && target.Where((_, axis) => axis != open).Product() == value.Elements ? open
                : size > 0 ? Array.IndexOf(target, size) : -1;
            context.Refuse(batch < 0,
                $"{Shapes.Text(value.Shape)} as {Shapes.Text(target)} puts examples of a batch together with other axes: give it the size 1 with Dimensions");
            target[batch] = 1;
        }

        return (target, batch);
    }

    private static void Flatten(NodeContext context)
    {
        var value = context[0];
        var axis = FlatAxis(context, value.Rank);
        if (value.BatchAxis < 0)
        {
            context.Give(value.As([value.Shape.Take(axis).Product(), value.Shape.Skip(axis).Product()], -1));
            return;
        }

        context.Refuse(value.BatchAxis != 0 || axis == 0 || value.Shape.Skip(1).Take(axis - 1).Product() != 1,
            $"flattening {Shapes.Text(value.Shape)} at axis {axis} puts the examples of a batch together with other axes");
        context.Give(value.As([value.Shape[0], value.Elements], 0));
    }

    private static void Transpose(NodeContext context)
    {
        var value = context[0];
        var order = Order(context, value.Rank);
        int[] shape = [.. order.Select(axis => value.Shape[axis])];
        var batch = value.BatchAxis < 0 ? -1 : Array.IndexOf(order, value.BatchAxis);
        if (value.Layer is null)
        {
            context.Refuse(value.Elements != 1
                && !order.Where(axis => value.Shape[axis] != 1).SequenceEqual(order.Where(axis => value.Shape[axis] != 1).OrderBy(axis => axis)),
                "it transposes an input of integers");
            context.Give(value.As(shape, batch));
            return;
        }

        int[] exampleOrder = [.. order.Where(axis => axis != value.BatchAxis || batch < 0).Select(value.ExampleAxis)];
        var turned = LaneView.Turned(context.Layers, value, value.Example, exampleOrder);
        context.Give(Value.Of(turned.Layer!, turned.Layout!, shape, batch));
    }

    private static void Expand(NodeContext context)
    {
        var (value, wanted) = (context.Floats(0), context.Constant(1, "shape"));
        var rank = Math.Max(value.Rank, wanted.Count);
        var batch = value.BatchAxis < 0 ? -1 : value.BatchAxis + rank - value.Rank;
        int[] shape = [.. Enumerable.Repeat(1, rank - value.Rank), .. value.Shape];
        var changed = new List<(int Axis, int Extent)>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var axis = i + rank - wanted.Count;
            var isBatch = wanted.IsBatch(i);
            context.Refuse(isBatch && axis != batch, "it spreads a value over the examples of a batch");
            var extent = isBatch ? shape[axis] : Extent(wanted.Integer(i));
            if (axis == batch || extent == 1 || extent == shape[axis])
            {
                context.Refuse(axis == batch && !isBatch && extent != 1 && extent != shape[axis], "it changes the size of the batch");
                continue;
            }

            context.Refuse(shape[axis] != 1, $"{Shapes.Text(value.Shape)} cannot be spread over {extent} positions on axis {axis}");
            changed.Add((axis, extent));
        }

        context.Give(Repeated(context.Layers, value.As(shape, batch), changed));
    }

    private static Value Repeated(LayerList layers, Value value, List<(int Axis, int Extent)> changed)
    {
        if (changed.Count == 0)
        {
            return value;
        }

        var shape = value.Shape;
        var layer = layers.InOrder(value, Flat(value.Example));
        foreach (var (axis, extent) in changed)
        {
            var place = value.ExampleAxis(axis);
            var from = value.WithoutBatch(shape);
            shape = [.. shape.Select((own, i) => i == axis ? extent : own)];
            layer = layers.Repeated(layer, from, place, extent, Flat(value.WithoutBatch(shape)));
        }

        return Value.Of(layer, shape, value.BatchAxis);
    }

    private static int[] Flat(int[] example) => example.Length is 0 or > LayerList.MaximumRank ? [example.Product()] : example;

    /// <summary>An axis of n positions repeated k times is k copies of a new axis before it.</summary>
    private static void Tile(NodeContext context)
    {
        var (value, repeats) = (context.Floats(0), context.Constant(1, "repeats").ToIntegers());
        context.Refuse(context.HasInput(2), "its older form, with one axis, is not supported: convert it to a newer version");
        context.Refuse(repeats.Length != value.Rank, $"it has {repeats.Length} repeats for {value.Rank} axes");
        for (var axis = 0; axis < repeats.Length; axis++)
        {
            var times = Extent(repeats[axis]);
            context.Refuse(times == 0, "it leaves no elements");
            if (times > 1)
            {
                _ = value.ExampleAxis(axis);
                var batch = value.BatchAxis;
                var shape = value.Shape;
                var apart = value.As([.. shape.Take(axis), 1, .. shape.Skip(axis)], batch >= axis ? batch + 1 : batch);
                value = Repeated(context.Layers, apart, [(axis, times)]).As([.. shape.Select((extent, i) => i == axis ? extent * times : extent)], batch);
            }
        }

        context.Give(value);
    }
}
