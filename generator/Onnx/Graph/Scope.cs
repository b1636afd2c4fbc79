using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Graph;

/// <summary>The values of a graph by name, and those of the graphs around it.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, Value> values = [];
    private readonly Dictionary<string, int> uses = [];
    private readonly Dictionary<string, Proto.NodeProto> producers = [];
    private readonly HashSet<string> made = [];
    private readonly Scope? outer;

    public Scope(ModelFile model, LayerList layers, Proto.GraphProto graph, Scope? outer = null)
    {
        (Model, Layers, Graph, this.outer) = (model, layers, graph, outer);
        Depth = outer is null ? 0 : outer.Depth + 1;
        foreach (var name in graph.Node.SelectMany(node => node.Input).Concat(graph.Output.Select(output => output.Name)).Concat(CapturedIn(graph)))
        {
            uses.TryGetValue(name, out var count);
            uses[name] = count + 1;
        }

        foreach (var node in graph.Node)
        {
            foreach (var output in node.Output)
            {
                producers[output] = node;
            }
        }

        Consumers = graph.Node.SelectMany(node => node.Input.Distinct().Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
    }

    public ModelFile Model { get; }

    public LayerList Layers { get; }

    public Proto.GraphProto Graph { get; }

    public int Depth { get; }

    public ILookup<string, Proto.NodeProto> Consumers { get; }

    /// <summary>The inputs of the model that are layers, by layer.</summary>
    public Dictionary<Layer, string> InputNames { get; private init; } = [];

    public Scope Inner(Proto.GraphProto graph) => new(Model, Layers, graph, this) { InputNames = InputNames };

    public bool IsUsed(string name) => uses.ContainsKey(name);

    public Value Find(string name) => TryFind(name) ?? throw new ImportException($"it reads '{name}', which no node before it gives");

    public Value? TryFind(string name) => values.TryGetValue(name, out var value) ? value : outer?.TryFind(name);

    /// <summary>The node that alone reads a value which is no output; null where several do, or none.</summary>
    public Proto.NodeProto? OnlyConsumer(string name)
        => uses.TryGetValue(name, out var count) && count == 1 && Consumers[name].ToList() is [var only] ? only : null;

    /// <summary>How often a value is read, here and in graphs within, or put out.</summary>
    public int UseCount(string name) => uses.TryGetValue(name, out var count) ? count : 0;

    public Proto.NodeProto? Producer(string name) => producers.TryGetValue(name, out var node) ? node : null;

    /// <summary>Whether a value was defined before its node, as part of what an earlier node became.</summary>
    public bool IsMade(string name) => made.Contains(name);

    public void MarkMade(string name) => made.Add(name);

    public void Define(string name, Value value) => values[name] = value;

    /// <summary>Whether an input or a weight has bfloat16 elements.</summary>
    public bool IsBrainFloat(string name)
        => Graph.Input.Any(input => input.Name == name && input.Type?.TensorType?.ElemType == (int)Proto.TensorProto.Types.DataType.Bfloat16)
            || Graph.Initializer.Any(tensor => tensor.Name == name && tensor.DataType == (int)Proto.TensorProto.Types.DataType.Bfloat16);

    public string? InputOf(Value value)
    {
        for (var layer = value.Layer; layer is not null; layer = layer.Source)
        {
            if (InputNames.TryGetValue(layer, out var name))
            {
                return name;
            }

            if (layer.Kind is not ("Reshape" or "Flatten" or "Permute"))
            {
                break;
            }
        }

        return null;
    }

    private static IEnumerable<string> CapturedIn(Proto.GraphProto graph)
        => graph.Node.SelectMany(node => node.Attribute).Where(attribute => attribute.G is not null)
            .SelectMany(attribute => attribute.G.Node.SelectMany(node => node.Input).Concat(attribute.G.Output.Select(output => output.Name))
                .Concat(CapturedIn(attribute.G)));
}
