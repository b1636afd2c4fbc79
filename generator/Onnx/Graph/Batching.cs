namespace StaticNets.Onnx.Graph;

/// <summary>Which axis of each input counts the examples of a batch; or none, where whole tensors are one example.</summary>
internal sealed class Batching(IReadOnlyDictionary<string, (int[] Shape, int BatchAxis)> inputs)
{
    public (int[] Shape, int BatchAxis) this[string input] => inputs[input];

    /// <summary>The ways to try, the likeliest first. An open dimension is the batch; where all are fixed, a first one of 1 everywhere probably is.</summary>
    public static IEnumerable<Batching> Of(ModelFile model, ImportOptions options)
    {
        var graph = model.Proto.Graph;
        var known = new HashSet<string>(graph.Initializer.Select(tensor => tensor.Name).Concat(graph.SparseInitializer.Select(tensor => tensor.Values.Name))
            .Concat(options.Inputs.Keys));
        var (whole, batched) = (new Dictionary<string, (int[], int)>(), new Dictionary<string, (int[], int)>());
        bool isOpen = false, isOneEverywhere = true, canBatch = true;
        foreach (var input in graph.Input.Where(input => !known.Contains(input.Name)))
        {
            var (shape, names) = Shape(input, options);
            var open = Enumerable.Range(0, shape.Length).Where(axis => shape[axis] == ImportOptions.AnyBatch).ToList();
            var (usual, isCertain) = UsualAxis(graph, input.Name);
            var chosen = open.Where(axis => options.Dimensions.TryGetValue(names[axis], out var size) && size == ImportOptions.AnyBatch).ToList();
            var axis = chosen.Count == 1 ? chosen[0] : open.Contains(usual) ? usual : open.Count == 1 && chosen.Count == 0 && open[0] == 0 ? 0
                : open.Count == 0 ? usual : chosen.Count > 0 ? chosen[0] : -1;
            if (open.Find(other => other != axis) is var unknown && open.Exists(other => other != axis))
            {
                var dimension = names[unknown].Length > 0 ? $"dimension '{names[unknown]}'" : $"axis {unknown}";
                throw new ImportException($"{dimension} of input '{input.Name}' {Shapes.Text(shape)} has no size: give it with Dimensions, such as "
                    + $"\"{(names[unknown].Length > 0 ? names[unknown] : input.Name + "." + unknown)}=128\"");
            }

            isOpen |= open.Count > 0;
            canBatch &= axis >= 0 && axis < shape.Length;
            isOneEverywhere &= isCertain || (shape.Length > axis && axis >= 0 && shape[axis] == 1);
            whole[input.Name] = (shape, -1);
            batched[input.Name] = (shape, axis);
        }

        if (!canBatch || batched.Count == 0)
        {
            return isOpen
                ? throw new ImportException("one input has a batch of any size and another has none: give the dimension a size with Dimensions")
                : [new(whole)];
        }

        return isOpen ? [new(batched)] : isOneEverywhere ? [new(batched), new(whole)] : [new(whole), new(batched)];
    }

    /// <summary>The axis that has the batch where an input is read: recurrent operators have the steps first.</summary>
    private static (int Axis, bool IsRecurrent) UsualAxis(Proto.GraphProto graph, string name)
    {
        foreach (var node in graph.Node.Where(node => node.OpType is "LSTM" or "GRU" or "RNN"))
        {
            var isBatchFirst = node.Attribute.Any(attribute => attribute.Name == "layout" && attribute.I == 1);
            for (var i = 0; i < node.Input.Count; i++)
            {
                if (node.Input[i] == name && i is 0 or 4 or 5 or 6)
                {
                    return (i == 4 || isBatchFirst ? 0 : 1, true);
                }
            }
        }

        return (0, false);
    }

    private static (int[] Shape, string[] Names) Shape(Proto.ValueInfoProto input, ImportOptions options)
    {
        if (input.Type?.TensorType?.Shape is not { } shape)
        {
            throw new ImportException($"input '{input.Name}' is no tensor with a shape, and a network's inputs have one");
        }

        var (extents, names) = (new int[shape.Dim.Count], new string[shape.Dim.Count]);
        for (var axis = 0; axis < extents.Length; axis++)
        {
            var dimension = shape.Dim[axis];
            names[axis] = dimension.DimParam.Length > 0 ? dimension.DimParam : "";
            var isNumber = dimension.ValueCase == Proto.TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && dimension.DimValue > 0;
            var key = names[axis].Length > 0 ? names[axis] : $"{input.Name}.{axis}";
            names[axis] = key;
            extents[axis] = options.Dimensions.TryGetValue(key, out var given) ? given : isNumber ? (int)Math.Min(dimension.DimValue, int.MaxValue)
                : dimension.ValueCase == Proto.TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && dimension.DimValue == 0 ? 0
                : ImportOptions.AnyBatch;
        }

        // What has integers may be known to be an empty list of axes.
        var isFloat = ElementTypes.KindOf((Proto.TensorProto.Types.DataType)input.Type.TensorType.ElemType) == ElementKind.Float;
        if (isFloat && Array.Exists(extents, extent => extent is 0 or < ImportOptions.AnyBatch))
        {
            throw new ImportException($"input '{input.Name}' {Shapes.Text(extents)} has no elements, and a value has at least one");
        }

        _ = extents.Where(extent => extent > 0).Product();
        return (extents, names);
    }
}
