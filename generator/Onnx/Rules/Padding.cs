using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Elements added at the ends of axes, or taken away where there are less than none.</summary>
internal static class Padding
{
    public static Table Rules { get; } = new() { ["Pad"] = Pad };

    /// <summary>One axis of a layer's value with elements added.</summary>
    public static Layer Padded(LayerList layers, Layer layer, int axis, int before, int after, string mode = "Zero")
    {
        if (before == 0 && after == 0)
        {
            return layer;
        }

        int[] shape = [.. layer.Shape.Select((extent, i) => i == axis ? extent + before + after : extent)];
        var pad = Layer.Taking(layer, "Pad", shape).With(axis).With(before).With(after);
        return layers.Add(mode == "Zero" ? pad : pad.With("Mode", $"PadMode.{mode}"));
    }

    private static void Pad(NodeContext context)
    {
        var value = context.Floats(0);
        var pads = context.Ints("pads") ?? context.Ints("paddings") ?? context.Constant(1, "pads").ToIntegers();
        var filling = context.Has("value") ? context.Float("value", 0) : context.OptionalConstant(2, "value") is { Count: 1 } given ? given[0] : 0;
        int[] axes = context.HasInput(3)
            ? [.. context.Constant(3, "axes").ToIntegers().Select(axis => Shapes.Axis(axis, value.Rank))]
            : [.. Enumerable.Range(0, value.Rank)];
        var mode = context.Text("mode", "constant") switch
        {
            "constant" => "Zero",
            "reflect" => "Reflect",
            "edge" => "Replicate",
            var other => throw new ImportException($"its mode is {other}, but Pad has constant, reflect and edge"),
        };
        context.Refuse(pads.Length != 2 * axes.Length, $"it has {pads.Length} pads for {axes.Length} axes");
        context.Refuse(pads.Any(pad => pad is > int.MaxValue / 2 or < -int.MaxValue / 2), "it has more padding than any value has elements");
        context.Refuse(value.Example.Length > LayerList.MaximumRank, $"it pads a value of {value.Rank} axes, but there are at most {LayerList.MaximumRank}");
        var isShifted = mode == "Zero" && filling != 0;
        context.Refuse(double.IsInfinity(filling) || double.IsNaN(filling), $"it pads with {filling}, but only finite numbers are added");
        var shape = value.Shape;
        Layer layer = context.Layers.InOrder(value), first = layer;
        for (var i = 0; i < axes.Length; i++)
        {
            var (before, after) = ((int)pads[i], (int)pads[i + axes.Length]);
            if (before == 0 && after == 0)
            {
                continue;
            }

            var axis = value.ExampleAxis(axes[i]);
            context.Refuse(mode == "Reflect" && Math.Max(before, after) >= layer.Shape[axis], "it reflects more elements than there are");
            var count = layer.Shape[axis] + Math.Min(before, 0) + Math.Min(after, 0);
            context.Refuse(count <= 0, $"nothing is left of axis {axes[i]}, and a value has at least one element");
            layer = context.Layers.Sliced(layer, axis, Math.Max(0, -before), count);
            layer = isShifted ? Filled(context.Layers, layer, axis, Math.Max(before, 0), Math.Max(after, 0), filling)
                : Padded(context.Layers, layer, axis, Math.Max(before, 0), Math.Max(after, 0), mode);
            shape = [.. shape.Select((extent, axis) => axis == axes[i] ? count + Math.Max(before, 0) + Math.Max(after, 0) : extent)];
        }

        context.Give(layer == first ? value : Value.Of(layer, shape, value.BatchAxis));
    }

    /// <summary>What is added is another number than 0: constants beside the value.</summary>
    private static Layer Filled(LayerList layers, Layer layer, int axis, int before, int after, double filling)
    {
        var parts = new List<Layer>();
        AddConstant(before);
        parts.Add(layer);
        AddConstant(after);
        return layers.Concatenated(parts, axis);

        void AddConstant(int count)
        {
            if (count > 0)
            {
                int[] shape = [.. layer.Shape.Select((extent, i) => i == axis ? count : extent)];
                parts.Add(layers.Uniform(filling, shape));
            }
        }
    }
}
