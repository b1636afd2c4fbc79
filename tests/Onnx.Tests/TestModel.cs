using Google.Protobuf;
using DataType = Onnx.TensorProto.Types.DataType;

namespace StaticNets.Onnx.Tests;

/// <summary>A small model in the making, and what becomes of it.</summary>
internal sealed class TestModel
{
    private readonly Proto.GraphProto graph = new();

    public TestModel(int opset = 17)
    {
        Proto = new() { IrVersion = 8, Graph = graph };
        Proto.OpsetImport.Add(new Proto.OperatorSetIdProto { Version = opset });
    }

    public Proto.ModelProto Proto { get; }

    /// <summary>Adds an input of floats; a text is the name of a dimension.</summary>
    public TestModel Input(string name, params object[] shape) => Input(name, DataType.Float, shape);

    public TestModel Input(string name, DataType type, params object[] shape)
    {
        graph.Input.Add(Info(name, type, shape));
        return this;
    }

    public TestModel Output(string name)
    {
        graph.Output.Add(Info(name, DataType.Float, []));
        return this;
    }

    public TestModel Weight(string name, params int[] shape)
        => Weight(name, shape, [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => i * 0.25f)]);

    public TestModel Weight(string name, int[] shape, float[] values)
    {
        var tensor = new Proto.TensorProto { Name = name, DataType = (int)DataType.Float };
        tensor.Dims.AddRange(shape.Select(extent => (long)extent));
        tensor.FloatData.AddRange(values);
        return Weight(tensor);
    }

    public TestModel Integers(string name, params long[] values)
    {
        var tensor = new Proto.TensorProto { Name = name, DataType = (int)DataType.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        return Weight(tensor);
    }

    public TestModel Weight(Proto.TensorProto tensor)
    {
        graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>Adds a node.</summary>
    /// <param name="line">What it gives, its operator and what it reads: <c>y = Conv(x, w)</c>.</param>
    /// <param name="attributes">Names and values.</param>
    public TestModel Node(string line, params (string Name, object Value)[] attributes)
    {
        var (outputs, call) = (line.Split('=')[0], line.Split('=')[1].Trim());
        var node = new Proto.NodeProto { OpType = call[..call.IndexOf('(')], Name = $"the {call[..call.IndexOf('(')]}" };
        node.Output.AddRange(outputs.Split(',').Select(name => name.Trim()));
        node.Input.AddRange(call[(call.IndexOf('(') + 1)..^1].Split(',').Select(name => name.Trim()));
        foreach (var (name, value) in attributes)
        {
            var attribute = new Proto.AttributeProto { Name = name };
            switch (value)
            {
                case int number: attribute.I = number; break;
                case float number: attribute.F = number; break;
                case string text: attribute.S = ByteString.CopyFromUtf8(text); break;
                case int[] numbers: attribute.Ints.AddRange(numbers.Select(number => (long)number)); break;
                case Proto.TensorProto tensor: attribute.T = tensor; break;
                case Proto.GraphProto inner: attribute.G = inner; break;
            }
            node.Attribute.Add(attribute);
        }
        graph.Node.Add(node);
        return this;
    }

    public ImportResult Import(ImportOptions? options = null, string file = "net.onnx")
    {
        using var folder = new StaticNets.Tests.TemporaryFolder();
        var path = folder.File(file);
        File.WriteAllBytes(path, Proto.ToByteArray());
        return OnnxImporter.Import(path, options);
    }

    public ImportException Refusal(ImportOptions? options = null) => Assert.Throws<ImportException>(() => Import(options));

    /// <summary>The attributes of the declaration, one a line.</summary>
    public string Layers(ImportOptions? options = null) => string.Join(
        "\n", Import(options).Source.Split('\n').Where(line => line.StartsWith('[') && line != "[Network]"));

    private static Proto.ValueInfoProto Info(string name, DataType type, object[] shape)
    {
        var tensor = new Proto.TypeProto.Types.Tensor { ElemType = (int)type, Shape = new() };
        foreach (var extent in shape)
            tensor.Shape.Dim.Add(extent is string dimension
                ? new Proto.TensorShapeProto.Types.Dimension { DimParam = dimension }
                : new Proto.TensorShapeProto.Types.Dimension { DimValue = (int)extent });
        return new() { Name = name, Type = new() { TensorType = tensor } };
    }
}
