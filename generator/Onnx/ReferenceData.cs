using Google.Protobuf;
using DataType = Onnx.TensorProto.Types.DataType;

namespace StaticNets.Onnx;

/// <summary>One set of data that goes with a model: what it is given, and what it must give.</summary>
public sealed class ReferenceData
{
    private ReferenceData(IReadOnlyDictionary<string, ConstantTensor> inputs, IReadOnlyDictionary<string, ConstantTensor> outputs)
    {
        (Inputs, Outputs) = (inputs, outputs);
    }

    /// <summary>The model's inputs by name.</summary>
    public IReadOnlyDictionary<string, ConstantTensor> Inputs { get; }

    /// <summary>The model's outputs by name.</summary>
    public IReadOnlyDictionary<string, ConstantTensor> Outputs { get; }

    /// <summary>Reads the sets in a folder: <c>test_data_set_0</c>..., each with <c>input_0.pb</c>... and <c>output_0.pb</c>..., in the model's
    /// order.</summary>
    /// <param name="modelPath">The model's file.</param>
    /// <param name="folder">The folder; one set may also lie in it directly.</param>
    /// <exception cref="ImportException">A file is missing or damaged.</exception>
    public static IReadOnlyList<ReferenceData> Read(string modelPath, string folder)
    {
        try
        {
            var graph = ModelFile.Open(modelPath).Proto.Graph;
            var known = new HashSet<string>(graph.Initializer.Select(tensor => tensor.Name));
            Proto.ValueInfoProto[] inputs = [.. graph.Input.Where(input => !known.Contains(input.Name))], outputs = [.. graph.Output];
            var sets = Directory.Exists(folder) ? Directory.GetDirectories(folder, "test_data_set_*").OrderBy(path => path, StringComparer.Ordinal).ToList()
                : [];
            return [.. (sets.Count > 0 ? sets : [folder]).Select(set => new ReferenceData(Tensors(set, "input", inputs), Tensors(set, "output", outputs)))];
        }
        catch (ImportException exception) when (exception.File is null)
        {
            throw exception.In(folder);
        }
    }

    /// <summary>The elements with an axis moved to the front: a batch as a network takes it.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="axis">The axis, or -1.</param>
    public static float[] ExamplesFirst(ConstantTensor tensor, int axis)
    {
        var values = tensor.ToFloats();
        if (axis <= 0)
        {
            return values;
        }

        var (before, extent) = (tensor.Shape.Take(axis).Product(), tensor.Shape[axis]);
        var behind = tensor.Shape.Skip(axis + 1).Product();
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(((i / behind % before * extent) + (i / behind / before)) * behind) + (i % behind)])];
    }

    private static Dictionary<string, ConstantTensor> Tensors(string folder, string kind, Proto.ValueInfoProto[] values)
        => values.Select((value, i) => (value.Name, Tensor: Tensor(Path.Combine(folder, $"{kind}_{i}.pb"), value.Type?.TensorType?.ElemType ?? 0)))
            .ToDictionary(pair => pair.Name, pair => pair.Tensor);

    private static ConstantTensor Tensor(string path, int type)
    {
        try
        {
            var tensor = Proto.TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
            // NumPy has no bfloat16: such data are written as their bits.
            if (type == (int)DataType.Bfloat16 && tensor.DataType == (int)DataType.Uint16)
            {
                tensor.DataType = type;
            }

            return new TensorReader(path).Read(tensor);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new ImportException($"{Path.GetFileName(path)} is no tensor, or damaged: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{Path.GetFileName(path)} cannot be read: {exception.Message}");
        }
    }
}
