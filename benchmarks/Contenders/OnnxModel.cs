using System.Runtime.InteropServices;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>Builds an ONNX model of fixed shapes in memory, with its weights in it as constants, so that the runtime may pack them as it likes.</summary>
/// <remarks>Numbers of fields are those of onnx.proto.</remarks>
internal sealed class OnnxModel
{
    private const long IrVersion = 8, OpsetVersion = 17, MicrosoftOpsetVersion = 1;
    private const long FloatType = 1, IntegerType = 7;
    private const string Microsoft = "com.microsoft";

    private readonly ProtobufMessage _graph = new();
    private int _names;

    public OnnxModel() => _graph.Text(2, "graph");

    /// <summary>Declares an input of floats; returns its name.</summary>
    public string Input(string name, params long[] shape) => Input(name, FloatType, shape);

    /// <summary>Declares an input of integers; returns its name.</summary>
    public string IntegerInput(string name, params long[] shape) => Input(name, IntegerType, shape);

    /// <summary>Declares a value of the graph as an output of the model.</summary>
    public void Output(string name, params long[] shape) => _graph.Message(12, ValueInfo(name, FloatType, shape));

    /// <summary>Adds a constant of floats; returns its name.</summary>
    public string Constant(float[] values, params long[] shape) => Constant(FloatType, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    /// <summary>Adds a constant vector of integers; returns its name.</summary>
    public string Constant(params long[] values) => Constant(IntegerType, MemoryMarshal.AsBytes(values.AsSpan()), values.Length);

    /// <summary>Adds an operation with one output; returns the output's name.</summary>
    public string Node(string operation, IEnumerable<string> inputs, params (string Name, object Value)[] attributes) =>
        Node(operation, inputs, 1, attributes)[0];

    /// <summary>Adds an operation; returns the names of its outputs.</summary>
    /// <param name="operation">Its name, with <c>com.microsoft.</c> before those that only ONNX Runtime has.</param>
    /// <param name="inputs">Names of values; an empty one leaves an optional input out.</param>
    /// <param name="outputs">How many outputs it has.</param>
    /// <param name="attributes">Values are <c>long</c>, <c>float</c>, <c>string</c> or <c>long[]</c>.</param>
    public string[] Node(string operation, IEnumerable<string> inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        var node = new ProtobufMessage();
        foreach (string input in inputs)
            node.Text(1, input);
        var names = Enumerable.Range(0, outputs).Select(_ => NextName()).ToArray();
        foreach (string name in names)
            node.Text(2, name);
        bool isMicrosofts = operation.StartsWith(Microsoft, StringComparison.Ordinal);
        node.Text(4, isMicrosofts ? operation[(Microsoft.Length + 1)..] : operation);
        if (isMicrosofts)
            node.Text(7, Microsoft);
        foreach (var (name, value) in attributes)
            node.Message(5, Attribute(name, value));
        _graph.Message(1, node);
        return names;
    }

    /// <summary>The model as in a file.</summary>
    public byte[] ToArray()
    {
        var model = new ProtobufMessage();
        model.Number(1, IrVersion);
        model.Message(8, Opset("", OpsetVersion));
        model.Message(8, Opset(Microsoft, MicrosoftOpsetVersion));
        model.Message(7, _graph);
        return model.ToArray();
    }

    private string Input(string name, long type, long[] shape)
    {
        _graph.Message(11, ValueInfo(name, type, shape));
        return name;
    }

    private string Constant(long type, ReadOnlySpan<byte> bytes, params long[] shape)
    {
        var tensor = new ProtobufMessage();
        foreach (long size in shape)
            tensor.Number(1, size);
        tensor.Number(2, type);
        string name = NextName();
        tensor.Text(8, name);
        tensor.Bytes(9, bytes);
        _graph.Message(5, tensor);
        return name;
    }

    private string NextName() => $"value{++_names}";

    private static ProtobufMessage Attribute(string name, object value)
    {
        var attribute = new ProtobufMessage();
        attribute.Text(1, name);
        switch (value)
        {
            case float number:
                attribute.Float(2, number);
                attribute.Number(20, 1);
                break;
            case long number:
                attribute.Number(3, number);
                attribute.Number(20, 2);
                break;
            case string text:
                attribute.Text(4, text);
                attribute.Number(20, 3);
                break;
            case long[] numbers:
                foreach (long number in numbers)
                    attribute.Number(8, number);
                attribute.Number(20, 7);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no type of attributes here", nameof(value));
        }
        return attribute;
    }

    private static ProtobufMessage Opset(string domain, long version)
    {
        var opset = new ProtobufMessage();
        opset.Text(1, domain);
        opset.Number(2, version);
        return opset;
    }

    private static ProtobufMessage ValueInfo(string name, long elementType, long[] shape)
    {
        var dimensions = new ProtobufMessage();
        foreach (long size in shape)
        {
            var dimension = new ProtobufMessage();
            dimension.Number(1, size);
            dimensions.Message(1, dimension);
        }
        var tensor = new ProtobufMessage();
        tensor.Number(1, elementType);
        tensor.Message(2, dimensions);
        var type = new ProtobufMessage();
        type.Message(1, tensor);
        var info = new ProtobufMessage();
        info.Text(1, name);
        info.Message(2, type);
        return info;
    }
}
