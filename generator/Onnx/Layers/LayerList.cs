using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Layers;

/// <summary>The layers of a network in the making, each once: what is there already is not made anew.</summary>
internal sealed class LayerList
{
    public const int MaximumRank = 5;

    /// <summary>Numbers up to this many are written into the declaration; more are parameters that do not change.</summary>
    private const int MostWritten = 16;

    /// <summary>The most elements that the language's constants have.</summary>
    private const int MostInCode = 65536;

    private readonly List<Layer> layers = [];
    private readonly Dictionary<(Layer Source, string Text), Layer> made = [];
    private readonly Dictionary<ConstantTensor, Layer> constants = [];

    public IReadOnlyList<Layer> Layers => layers;

    /// <summary>What a layer without a name of its own would be called after.</summary>
    public string? Suggestion { get; set; }

    public Layer Add(Layer layer)
    {
        if (layer.Source is not null && layer.Parameters.Count == 0 && layer.Arguments.All(argument => argument.Layer is null))
        {
            var key = (layer.Source, layer.Kind + "|" + string.Join("|", layer.Arguments.Select(argument => $"{argument.Name}={argument.Text}")));
            if (made.TryGetValue(key, out var same))
            {
                return same;
            }

            made[key] = layer;
        }

        layer.Suggestion ??= Suggestion;
        layers.Add(layer);
        return layer;
    }

    public Layer Reshaped(Layer layer, int[] shape)
    {
        var source = layer.Kind is "Reshape" or "Flatten" ? layer.Source! : layer;
        return source.Shape.SequenceEqual(shape) ? source
            : shape.Length == 1 ? Add(Layer.Taking(source, "Flatten", shape))
            : Add(Layer.Taking(source, "Reshape", shape).With(shape));
    }

    /// <summary>A layer that has a value's elements in order, under a shape.</summary>
    public Layer InOrder(Value value, int[] shape)
    {
        if (shape.Length > MaximumRank)
        {
            throw new ImportException($"a value of {shape.Length} axes, {Shapes.Text(shape)}, is needed, but there are at most {MaximumRank}");
        }

        if (value.Constant is { } constant)
        {
            return Constant(constant, shape);
        }

        var layer = value.Layer ?? throw new ImportException($"the integers of input '{value.Integers!.Name}' are no numbers here: give them a fixed value")
        {
            UnknownInput = value.Integers.Name,
        };
        if (!value.Layout!.IsRowMajor)
        {
            var (physical, order) = value.Layout.Physical();
            if (order.Length > MaximumRank)
            {
                throw new ImportException($"a transposition of {order.Length} axes is needed, but there are at most {MaximumRank}");
            }

            layer = Add(Layer.Taking(Reshaped(layer, physical), "Permute", [.. order.Select(axis => physical[axis])]).With(order));
        }

        return Reshaped(layer, shape.Length == 0 ? [1] : shape);
    }

    /// <summary>A layer that has a value's example as it is.</summary>
    public Layer InOrder(Value value) => InOrder(value, value.Example);

    /// <summary>Numbers as a layer.</summary>
    public Layer Constant(ConstantTensor constant, int[] shape)
    {
        int[] own = shape.Length == 0 ? [1] : shape;
        if (!constants.TryGetValue(constant, out var layer) || !layer.Shape.SequenceEqual(own))
        {
            var values = constant.ToFloats();
            var isUniform = values.Length > 0 && Array.TrueForAll(values, value => value.Equals(values[0]));
            if (Array.Exists(values, value => float.IsNaN(value) || float.IsInfinity(value)))
            {
                throw new ImportException("it computes with numbers of the model that are infinite or NaN, which the language has not");
            }

            if (values.Length <= MostWritten)
            {
                layer = (isUniform ? values.Take(1) : values).Aggregate(Layer.Alone("Constant", own), (made, value) => made.With(value));
                if (own.Length > 1 || (isUniform && values.Length > 1))
                {
                    layer.With("Shape", $"[{string.Join(", ", own)}]");
                }
            }
            else
            {
                layer = Layer.Alone("Parameter", own, isFixed: true).With(own).Parameter("", own, values);
            }

            constants[constant] = Add(layer);
        }

        return layer;
    }

    /// <summary>One number for every element of a shape.</summary>
    public Layer Uniform(double number, int[] shape) => ConstantTensor.CheckedCount(shape) <= MostInCode
        ? Add(Layer.Alone("Constant", shape).With(number).With("Shape", $"[{string.Join(", ", shape)}]"))
        : Add(Layer.Alone("Parameter", shape, isFixed: true).With(shape)
            .Parameter("", shape, [.. Enumerable.Repeat((float)number, shape.Product())]));

    public Layer Unary(Layer source, string kind) => Add(Layer.Taking(source, kind, source.Shape));

    public Layer Scale(Layer source, double factor, double shift)
    {
        if (factor == 1 && shift == 0)
        {
            return source;
        }

        var layer = Layer.Taking(source, "Scale", source.Shape).With(factor);
        return Add(shift == 0 ? layer : layer.With(shift));
    }

    /// <summary>Copies a layer's value along an axis of 1.</summary>
    public Layer Repeated(Layer source, int[] shape, int axis, int times, int[] result)
    {
        var (before, behind) = (shape.Take(axis).Product(), shape.Skip(axis + 1).Product());
        var image = Reshaped(source, [before, 1, behind]);
        return Reshaped(Add(Layer.Taking(image, "Upsample", [before, times, behind]).With(times).With(behind)), result);
    }

    public Layer Sliced(Layer source, int axis, int start, int count, int step = 1)
    {
        if (start == 0 && count == source.Shape[axis] && step == 1)
        {
            return source;
        }

        int[] shape = [.. source.Shape.Select((extent, i) => i == axis ? count : extent)];
        return Add(Layer.Taking(source, "Slice", shape).With(axis).With(start).With(count).With("Step", step, unless: 1));
    }

    public Layer Joined(Layer first, string kind, Layer other, int[] shape) => Add(Layer.Taking(first, kind, shape).With(other));

    public Layer Concatenated(IReadOnlyList<Layer> parts, int axis)
        => parts.Skip(1).Aggregate(parts[0], (whole, part) => Add(
            Layer.Taking(whole, "Concat", [.. whole.Shape.Select((extent, i) => i == axis ? extent + part.Shape[axis] : extent)])
                .With(part).With("Axis", LayerText.Of(axis))));

    public Layer Reduced(Layer source, string kind, int[] axes)
    {
        int[] shape = [.. source.Shape.Where((_, i) => !axes.Contains(i))];
        var layer = Layer.Taking(source, "Reduce", shape.Length == 0 ? [1] : shape);
        return Add((kind == "Mean" ? layer : layer.With("Kind", $"Reduction.{kind}")).With("Axes", $"[{string.Join(", ", axes)}]"));
    }
}
