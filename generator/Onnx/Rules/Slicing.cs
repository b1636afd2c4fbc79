using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Parts of an axis, and parts put together.</summary>
internal static class Slicing
{
    /// <summary>More parts of an axis than this would be more layers than anyone reads.</summary>
    private const int MostParts = 128;

    public static Table Rules { get; } = new()
    {
        ["Slice"] = Slice,
        ["Split"] = Split,
        ["Concat"] = Concat,
    };

    /// <summary>What a slice takes of each axis that it names.</summary>
    public static IEnumerable<(int Axis, int Start, int Count, int Step)> Ranges(NodeContext context, int[] shape)
    {
        var starts = context.IntsOrInput("starts", 1) ?? throw new ImportException("it has no starts");
        var ends = context.IntsOrInput("ends", 2) ?? throw new ImportException("it has no ends");
        var axes = context.IntsOrInput("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        var steps = context.HasInput(4) ? context.Constant(4, "steps").ToIntegers() : null;
        context.Refuse(ends.Length != starts.Length || axes.Length != starts.Length || (steps is not null && steps.Length != starts.Length),
            "its starts, ends, axes and steps are not equally many");
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = Shapes.Axis(axes[i], shape.Length);
            long extent = shape[axis], step = steps?[i] ?? 1;
            context.Refuse(step is 0 or > int.MaxValue or < -int.MaxValue, $"its step is {step}");
            if (extent < 0)
            {
                context.Refuse(step != 1 || starts[i] != 0 || ends[i] < int.MaxValue, "it takes some examples of a batch");
                continue;
            }

            long start = starts[i] < 0 ? Math.Max(starts[i], -extent - 1) + extent : starts[i], end = ends[i] < 0 ? Math.Max(ends[i], -extent - 1) + extent
                : ends[i];
            start = step > 0 ? Math.Min(Math.Max(start, 0), extent) : Math.Min(Math.Max(start, -1), extent - 1);
            end = step > 0 ? Math.Min(Math.Max(end, 0), extent) : Math.Min(Math.Max(end, -1), extent - 1);
            var count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
            yield return (axis, (int)Math.Max(0, start), (int)Math.Max(0, count), (int)step);
        }
    }

    public static int[] SplitSizes(NodeContext context, int extent)
    {
        if (context.IntsOrInput("split", 1) is { } given)
        {
            int[] sizes = [.. given.Select(Shaping.Extent)];
            context.Refuse(sizes.Product() < 0 || sizes.Sum(size => (long)size) != extent || sizes.Length != context.OutputCount,
                $"its parts [{string.Join(", ", given)}] are not {context.OutputCount} of {extent} positions together");
            return sizes;
        }

        var parts = (int)Math.Min(int.MaxValue, context.Int("num_outputs", context.OutputCount));
        context.Refuse(parts != context.OutputCount || parts == 0, "it has not as many outputs as parts");
        var each = (extent + parts - 1) / parts;
        context.Refuse(each * (parts - 1) > extent, $"{extent} positions have no {parts} parts");
        return [.. Enumerable.Range(0, parts).Select(part => Math.Min(each, extent - (part * each)))];
    }

    /// <summary>Positions of an axis in any order: each run with one distance is a slice.</summary>
    public static Value Picked(LayerList layers, Value value, int axis, int[] places)
    {
        var (source, place) = WithAxis(layers, value, axis);
        var slices = new List<Layer>();
        for (int first = 0, end; first < places.Length; first = end)
        {
            end = first + 1;
            var step = end < places.Length && places[end] > places[first] ? places[end] - places[first] : 1;
            while (end < places.Length && places[end] - places[end - 1] == step)
            {
                end++;
            }

            slices.Add(layers.Sliced(source, place, places[first], end - first, end - first == 1 ? 1 : step));
            if (slices.Count > MostParts)
            {
                throw new ImportException($"the positions that it takes of axis {axis} are more than {MostParts} runs, each of which is a layer");
            }
        }

        int[] result = [.. value.Shape.Select((extent, i) => i == axis ? places.Length : extent)];
        return Value.Of(layers.Concatenated(slices, place), result, value.BatchAxis);
    }

    private static Value Part(LayerList layers, Value value, int axis, int start, int count, int step)
    {
        var (source, place) = WithAxis(layers, value, axis);
        int[] shape = [.. value.Shape.Select((extent, i) => i == axis ? count : extent)];
        return Value.Of(layers.Sliced(source, place, start, count, step), shape, value.BatchAxis);
    }

    /// <summary>A layer with a value's elements, and which of its axes is the value's: all before and all behind it are one where there are too many.</summary>
    private static (Layer Source, int Axis) WithAxis(LayerList layers, Value value, int axis)
    {
        var example = value.ExampleAxis(axis);
        var shape = value.Example;
        return shape.Length <= LayerList.MaximumRank
            ? (layers.InOrder(value), example)
            : (layers.InOrder(value, [shape.Take(example).Product(), shape[example], shape.Skip(example + 1).Product()]), 1);
    }

    private static void Slice(NodeContext context)
    {
        var value = context.Floats(0);
        foreach (var (axis, start, count, step) in Ranges(context, value.Shape))
        {
            if (count == value.Shape[axis] && step == 1)
            {
                continue;
            }

            context.Refuse(count == 0, $"nothing is left of axis {axis}, and a value has at least one element");
            context.Refuse(step < 0 && count > MostParts, $"it takes {count} positions backwards, each of which is a layer, but there are at most {MostParts}");
            value = step > 0
                ? Part(context.Layers, value, axis, start, count, step)
                : Picked(context.Layers, value, axis, [.. Enumerable.Range(0, count).Select(i => start + (i * step))]);
        }

        context.Give(value);
    }

    private static void Split(NodeContext context)
    {
        var value = context.Floats(0);
        var axis = Shapes.Axis(context.Int("axis", 0), value.Rank);
        _ = value.ExampleAxis(axis);
        var start = 0;
        var sizes = SplitSizes(context, value.Shape[axis]);
        for (var output = 0; output < sizes.Length; output++)
        {
            if (context.IsUsed(output))
            {
                context.Refuse(sizes[output] == 0, "one of its parts has no elements, and a value has at least one");
                context.Give(output, Part(context.Layers, value, axis, start, sizes[output], 1));
            }

            start += sizes[output];
        }
    }

    private static void Concat(NodeContext context)
    {
        Value[] parts = [.. Enumerable.Range(0, context.InputCount).Select(context.Floats)];
        var batched = parts.FirstOrDefault(part => part.BatchAxis >= 0);
        var model = batched ?? parts[0];
        var axis = Shapes.Axis(context.Int("axis", 1), model.Rank);
        var example = model.ExampleAxis(axis);
        context.Refuse(parts.Any(part => part.Rank != model.Rank), "its inputs have different numbers of axes");
        var layers = new List<Layer>();
        foreach (var part in parts)
        {
            context.Refuse(part.BatchAxis >= 0 && part.BatchAxis != model.BatchAxis, "its inputs have the batch on different axes");
            var isSpread = part.BatchAxis < 0 && model.BatchAxis >= 0;
            context.Refuse(isSpread && part.Shape[model.BatchAxis] != 1, "one of its inputs has other numbers for each example of a batch");
            int[] shape = isSpread ? model.WithoutBatch(part.Shape) : part.Example;
            context.Refuse(shape.Where((extent, i) => i != example && extent != model.Example[i]).Any(),
                "its inputs differ in more than the axis that is joined");
            int[] parted = [shape.Take(example).Product(), shape[example], shape.Skip(example + 1).Product()];
            layers.Add(context.Layers.InOrder(part, shape.Length <= LayerList.MaximumRank ? shape : parted));
        }

        var place = model.Example.Length <= LayerList.MaximumRank ? example : 1;
        int[] result = [.. model.Shape.Select((extent, i) => i == axis ? parts.Sum(part => part.Shape[axis]) : extent)];
        context.Give(Value.Of(context.Layers.Concatenated(layers, place), result, model.BatchAxis));
    }
}
