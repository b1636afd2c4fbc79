using Google.Protobuf;

namespace StaticNets.Onnx.Model;

/// <summary>A model read from its file, with the data that lie in files beside it.</summary>
internal sealed class ModelFile
{
    /// <summary>What a message may contain within itself: deeper ones are not models, but attacks on the stack.</summary>
    private const int MaximumDepth = 100;

    /// <summary>Elements of constants that any model may make, and how often those of its tensors.</summary>
    private const long MostMade = 1L << 26, MostCopies = 4;

    private long made;

    private ModelFile(string path, Proto.ModelProto proto)
    {
        (Path, Proto, Tensors) = (path, proto, new(path));
        foreach (var set in proto.OpsetImport.Where(set => set.Domain is "" or "ai.onnx"))
        {
            Opset = (int)Math.Min(set.Version, int.MaxValue);
        }
    }

    public string Path { get; }

    public Proto.ModelProto Proto { get; }

    public TensorReader Tensors { get; }

    /// <summary>The version of the standard operators.</summary>
    public int Opset { get; } = 1;

    /// <summary>Counts what is made of known tensors, so that a file does not become many times as much.</summary>
    public void Make(ConstantTensor tensor)
    {
        made += tensor.Count;
        if (made > MostMade + (MostCopies * Tensors.Elements))
        {
            throw new ImportException($"more than {made} elements of constants would be made of it");
        }
    }

    public static ModelFile Open(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var stream = CodedInputStream.CreateWithLimits(file, int.MaxValue, MaximumDepth);
            var proto = Parse(stream);
            return proto.Graph is null ? throw new ImportException("it has no graph, so it is no ONNX model") : new(path, proto);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new ImportException($"it is no ONNX model, or damaged: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"it cannot be read: {exception.Message}");
        }
    }

    private static Proto.ModelProto Parse(CodedInputStream stream)
    {
        var proto = new Proto.ModelProto();
        proto.MergeFrom(stream);
        return proto;
    }
}
