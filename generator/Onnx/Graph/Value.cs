using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Graph;

/// <summary>
/// A tensor of the model: known when the network is made, or the value of a layer for each example. The batch, where there is one, may be any axis of it; the
/// layer's value has none.
/// </summary>
internal sealed class Value
{
    private Value(ElementKind kind, int[] shape, int batchAxis)
    {
        (Kind, Shape, BatchAxis) = (kind, shape, batchAxis);
    }

    public ElementKind Kind { get; }

    /// <summary>The model's shape; <see cref="ImportOptions.AnyBatch"/> on the axis of an open batch.</summary>
    public int[] Shape { get; }

    /// <summary>The axis that counts examples, or -1.</summary>
    public int BatchAxis { get; }

    public ConstantTensor? Constant { get; private init; }

    /// <summary>The layer that has the elements, unless they are known or an input's integers.</summary>
    public Layer? Layer { get; private init; }

    /// <summary>How they lie in it.</summary>
    public Layout? Layout { get; private init; }

    /// <summary>The input whose integers these are.</summary>
    public IntegerInput? Integers { get; private init; }

    public int Rank => Shape.Length;

    /// <summary>The shape without the batch.</summary>
    public int[] Example => WithoutBatch(Shape);

    public int Elements => Example.Product();

    public static Value Of(ConstantTensor constant) => new(constant.Kind, constant.Shape, -1) { Constant = constant };

    public static Value Of(IntegerInput input, int[] shape, int batchAxis) => new(ElementKind.Integer, shape, batchAxis) { Integers = input };

    public static Value Of(Layer layer, Layout layout, int[] shape, int batchAxis)
        => new(ElementKind.Float, shape, batchAxis) { Layer = layer, Layout = layout };

    /// <summary>A layer's value, whose elements lie in the order of the shape.</summary>
    public static Value Of(Layer layer, int[] shape, int batchAxis)
    {
        var value = Of(layer, Layout.RowMajor(layer.Shape.Product()), shape, batchAxis);
        return value.Elements == layer.Shape.Product() ? value
            : throw new ImportException($"internal: {layer.Kind} gives {Shapes.Text(layer.Shape)}, which is no {Shapes.Text(shape)}");
    }

    /// <summary>The same elements, with the axes of another shape.</summary>
    public Value As(int[] shape, int batchAxis)
        => Integers is not null ? Of(Integers, shape, batchAxis) : Of(Layer!, Layout!, shape, batchAxis);

    public int[] WithoutBatch(int[] perAxis) => BatchAxis < 0 ? perAxis : [.. perAxis.Where((_, axis) => axis != BatchAxis)];

    /// <summary>The axis of an example that an axis of the model's tensor is.</summary>
    public int ExampleAxis(int axis) => axis == BatchAxis
        ? throw new ImportException($"axis {axis} of {Shapes.Text(Shape)} counts the examples of a batch, which cannot be mixed")
        : BatchAxis >= 0 && axis > BatchAxis ? axis - 1 : axis;
}

/// <summary>An input of integers: what reads it decides what it is.</summary>
internal sealed class IntegerInput(string name, int[] example, int order)
{
    /// <summary>The model's name.</summary>
    public string Name { get; } = name;

    public int[] Example { get; } = example;

    /// <summary>The place among the model's inputs.</summary>
    public int Order { get; } = order;

    /// <summary>The input of tokens or numbers that it has become.</summary>
    public Layer? Layer { get; set; }

    /// <summary>How many different tokens there are; 0 where it is numbers.</summary>
    public int Vocabulary { get; set; }

    /// <summary>The input whose lengths it is.</summary>
    public Layer? LengthsOf { get; set; }
}
