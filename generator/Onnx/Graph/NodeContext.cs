using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Graph;

/// <summary>What a rule is given: a node with its attributes and the values that it reads, the layers so far, and places for what it gives.</summary>
internal sealed class NodeContext(Proto.NodeProto node, Scope scope)
{
    private readonly Dictionary<string, Proto.AttributeProto> attributes = node.Attribute.GroupBy(attribute => attribute.Name)
        .ToDictionary(group => group.Key, group => group.Last());

    public string Operator => node.OpType;

    public string Name => node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(output => output.Length > 0) ?? node.OpType;

    public int Opset => scope.Model.Opset;

    public Scope Scope => scope;

    public LayerList Layers => scope.Layers;

    public int InputCount => node.Input.Count;

    public int OutputCount => node.Output.Count;

    public bool HasInput(int i) => i < node.Input.Count && node.Input[i].Length > 0;

    /// <summary>Whether anybody can read an output.</summary>
    public bool IsUsed(int output) => output < node.Output.Count && node.Output[output].Length > 0 && scope.IsUsed(node.Output[output]);

    public string InputName(int i) => node.Input[i];

    public string OutputName(int output) => node.Output[output];

    /// <summary>The value of an input that has to be there.</summary>
    public Value this[int i] => HasInput(i) ? scope.Find(node.Input[i]) : throw new ImportException($"it has no input {i}, which it needs");

    public IEnumerable<Value> Inputs() => Enumerable.Range(0, InputCount).Where(HasInput).Select(i => this[i]);

    /// <summary>A value of floats that layers compute.</summary>
    public Value Floats(int i)
    {
        var value = this[i];
        return value.Kind == ElementKind.Float ? value
            : throw new ImportException(
                $"its input '{node.Input[i]}' has {(value.Kind == ElementKind.Integer ? "integers" : "booleans")}, and layers compute with floats alone")
            {
                UnknownInput = value.Constant is null ? value.Integers?.Name : null,
            };
    }

    /// <summary>A value that has to be known when the network is made.</summary>
    /// <param name="what">What it is to the operator.</param>
    public ConstantTensor Constant(int i, string what)
    {
        var value = this[i];
        if (value.Constant is { } constant)
        {
            return constant;
        }

        var name = node.Input[i];
        var input = value.Integers?.Name ?? scope.InputOf(value);
        throw new ImportException(input is null
            ? $"its {what}, '{name}', is computed from inputs, but has to be known when the network is made"
            : $"its {what} is input '{input}', but has to be known when the network is made: give '{input}' a fixed value")
        { UnknownInput = input };
    }

    public ConstantTensor? OptionalConstant(int i, string what) => HasInput(i) ? Constant(i, what) : null;

    public bool Has(string attribute) => attributes.ContainsKey(attribute);

    public long Int(string attribute, long otherwise) => attributes.TryGetValue(attribute, out var found) ? found.I : otherwise;

    public double Float(string attribute, double otherwise) => attributes.TryGetValue(attribute, out var found) ? found.F : otherwise;

    public string Text(string attribute, string otherwise) => attributes.TryGetValue(attribute, out var found) ? found.S.ToStringUtf8() : otherwise;

    public long[]? Ints(string attribute) => attributes.TryGetValue(attribute, out var found) ? [.. found.Ints] : null;

    public float[]? FloatList(string attribute) => attributes.TryGetValue(attribute, out var found) ? [.. found.Floats] : null;

    public string[]? Texts(string attribute) => attributes.TryGetValue(attribute, out var found) ? [.. found.Strings.Select(text => text.ToStringUtf8())]
        : null;

    public Proto.TensorProto? Tensor(string attribute) => attributes.TryGetValue(attribute, out var found) ? found.T : null;

    public Proto.GraphProto? Graph(string attribute) => attributes.TryGetValue(attribute, out var found) ? found.G : null;

    /// <summary>Integers that older versions have as an attribute, newer ones as an input.</summary>
    public long[]? IntsOrInput(string attribute, int input)
        => Has(attribute) ? Ints(attribute) : HasInput(input) ? Constant(input, attribute).ToIntegers() : null;

    public void Give(int output, Value value)
    {
        if (output < node.Output.Count && node.Output[output].Length > 0)
        {
            scope.Define(node.Output[output], value);
        }
    }

    public void Give(Value value) => Give(0, value);

    public void Give(ConstantTensor constant) => Give(0, Value.Of(constant));

    public void Refuse(bool isRefused, string problem)
    {
        if (isRefused)
        {
            throw new ImportException(problem);
        }
    }
}
