using StaticNets.Onnx.Constants;
using StaticNets.Onnx.Layers;
using StaticNets.Onnx.Rules;

namespace StaticNets.Onnx.Graph;

/// <summary>Makes layers of a model's nodes, in their order.</summary>
internal sealed class GraphConverter(ModelFile model, ImportOptions options, Batching batching)
{
    private const int DeepestGraph = 16;

    private readonly LayerList layers = new();
    private readonly List<(string Name, Layer Layer, int BatchAxis)> inputs = [];
    private readonly List<(IntegerInput Input, int BatchAxis)> integers = [];

    public ImportResult Convert()
    {
        var graph = model.Proto.Graph;
        var scope = new Scope(model, layers, graph);
        DefineInputs(scope);
        Run(scope);
        return Result(scope);
    }

    /// <summary>Converts the nodes of a graph whose inputs are defined.</summary>
    public static void Run(Scope scope)
    {
        if (scope.Depth > DeepestGraph)
        {
            throw new ImportException($"graphs lie in graphs more than {DeepestGraph} deep");
        }

        foreach (var tensor in scope.Graph.Initializer)
        {
            scope.Define(tensor.Name, Value.Of(scope.Model.Tensors.Read(tensor)));
        }

        // Constants are known before the nodes that are recognised by them.
        foreach (var node in scope.Graph.Node.OrderBy(node => node.OpType == "Constant" ? 0 : 1))
        {
            var context = new NodeContext(node, scope);
            try
            {
                scope.Layers.Suggestion = Suggestion(scope, node);
                Convert(node, context);
            }
            catch (ImportException exception) when (exception.Node is null)
            {
                throw new ImportException(exception.Problem) { Node = context.Name, Operator = node.OpType, UnknownInput = exception.UnknownInput };
            }
        }
    }

    private static void Convert(Proto.NodeProto node, NodeContext context)
    {
        if (node.Domain is not ("" or "ai.onnx" or "com.microsoft"))
        {
            throw new ImportException($"its domain is '{node.Domain}', and only operators of the standard are known: export with those");
        }

        if (Folding.TryFold(context) || Recognition.TrySkip(context))
        {
            return;
        }

        if (RuleTable.Find(node.OpType) is not { } rule)
        {
            Folding.RequireConstants(context);
            throw new ImportException($"there is no layer for {node.OpType}; see docs/onnx.md for what there is");
        }

        rule(context);
    }

    /// <summary>PyTorch's name of the module, which is part of the names of its weights, or else the node's.</summary>
    private static string Suggestion(Scope scope, Proto.NodeProto node)
    {
        const string weight = ".weight";
        var named = node.Input.FirstOrDefault(input => input.EndsWith(weight, StringComparison.Ordinal) && scope.TryFind(input)?.Constant is not null);
        return LayerText.LayerName(named?.Substring(0, named.Length - weight.Length) ?? node.Name, named is null ? node.OpType : "");
    }

    private void DefineInputs(Scope scope)
    {
        var known = new HashSet<string>(scope.Graph.Initializer.Select(tensor => tensor.Name));
        foreach (var name in options.Inputs.Keys.Where(name => scope.Graph.Input.All(input => input.Name != name)))
        {
            var names = string.Join(", ", scope.Graph.Input.Select(input => $"'{input.Name}'"));
            throw new ImportException($"it has no input '{name}' to give a value to; it has {names}");
        }

        foreach (var input in scope.Graph.Input.Where(input => !known.Contains(input.Name)))
        {
            var type = (Proto.TensorProto.Types.DataType)(input.Type?.TensorType?.ElemType ?? 0);
            var kind = ElementTypes.KindOf(type);
            if (options.Inputs.TryGetValue(input.Name, out var given))
            {
                scope.Define(input.Name, Value.Of(kind is { } needed && needed != given.Kind ? Folding.Cast(given, needed) : given));
                continue;
            }

            var (shape, batchAxis) = batching[input.Name];
            var example = shape.Where((_, axis) => axis != batchAxis).ToArray();
            switch (kind)
            {
                case ElementKind.Float:
                    int[] own = example.Length is 0 or > LayerList.MaximumRank ? [example.Product()] : example;
                    var layer = layers.Add(Layer.Input("Input", input.Name, scope.Graph.Input.IndexOf(input), own).With(own));
                    scope.InputNames[layer] = input.Name;
                    inputs.Add((input.Name, layer, batchAxis));
                    scope.Define(input.Name, Value.Of(layer, shape, batchAxis));
                    break;
                case ElementKind.Integer:
                    var tokens = new IntegerInput(input.Name, example, scope.Graph.Input.IndexOf(input));
                    integers.Add((tokens, batchAxis));
                    scope.Define(input.Name, Value.Of(tokens, shape, batchAxis));
                    break;
                default:
                    throw new ImportException($"input '{input.Name}' has elements of type {type}, but networks take floats and integers: give it a fixed value")
                    {
                        UnknownInput = kind is null ? null : input.Name,
                    };
            }
        }
    }

    private ImportResult Result(Scope scope)
    {
        var outputs = new List<(string Name, Layer Layer, Value Value)>();
        foreach (var output in scope.Graph.Output)
        {
            var value = scope.Find(output.Name);
            if (value.Kind != ElementKind.Float || value.Integers is not null)
            {
                throw new ImportException($"output '{output.Name}' has integers or booleans, but a network gives floats alone");
            }

            if (value.BatchAxis < 0 && inputs.Concat(integers.Select(entry => (entry.Input.Name, Layer: entry.Input.Layer!, entry.BatchAxis)))
                .Any(input => input.BatchAxis >= 0))
            {
                throw new ImportException($"output '{output.Name}' is the same for all examples of a batch");
            }

            var shape = value.Example;
            outputs.Add((output.Name, layers.InOrder(value, shape.Length > LayerList.MaximumRank ? [shape.Product()] : shape), value));
        }

        if (outputs.Count == 0)
        {
            throw new ImportException("it has no output");
        }

        var made = integers.Where(entry => entry.Input.Layer is not null).Select(entry => (entry.Input.Name, Layer: entry.Input.Layer!, entry.BatchAxis));
        var className = options.Class ?? ClassName(model.Path);
        var (all, main, others) = Ordered(outputs.Select(output => output.Layer).ToList(), outputs.Select(output => output.Name).ToList());
        var writer = new DeclarationWriter(className, all, [main, .. others]);
        var needed = inputs.Concat(made).Where(input => writer.Has(input.Layer)).OrderBy(input => writer.IndexOf(input.Layer)).ToList();
        if (needed.Count == 0)
        {
            throw new ImportException("its outputs depend on no input, so there is nothing to compute");
        }

        var imported = new List<ImportedValue>();
        foreach (var (name, layer, batchAxis) in needed)
        {
            imported.Add(new(name, writer.NameOf(layer), layer.Kind == "Tokens" ? ImportedKind.Tokens : ImportedKind.Numbers, layer.Shape, batchAxis));
            imported.AddRange(integers.Where(entry => entry.Input.LengthsOf == layer)
                .Select(entry => new ImportedValue(entry.Input.Name, writer.NameOf(layer), ImportedKind.Lengths, [], entry.BatchAxis)));
        }

        return new(
            className,
            options.Namespace,
            writer.Text(options.Namespace, Path.GetFileName(model.Path), options.Trainable),
            writer.Parameters,
            writer.Metadata,
            imported,
            [.. outputs.Select((output, i) => new ImportedValue(
                output.Name, i == 0 ? "output" : writer.NameOf(others[i - 1]), ImportedKind.Numbers, output.Layer.Shape, output.Value.BatchAxis))]);
    }

    /// <summary>The layers, inputs first, with those that put out values behind the ones that have these, and the first output at the end.</summary>
    private (IReadOnlyList<Layer> All, Layer Main, IReadOnlyList<Layer> Others) Ordered(List<Layer> outputs, List<string> names)
    {
        List<Layer> all = [.. layers.Layers.Where(layer => layer.IsPublic).OrderBy(layer => layer.Order), .. layers.Layers.Where(layer => !layer.IsPublic)];
        List<Layer> others = [];
        for (var i = 1; i < outputs.Count; i++)
        {
            var output = Layer.Output(outputs[i], names[i]);
            all.Insert(all.IndexOf(outputs[i].GivenBy?.Giver ?? outputs[i]) + 1, output);
            others.Add(output);
        }

        var main = outputs[0];
        var isLast = !main.IsPublic && main.GivenBy is null && new DeclarationWriter("", all, [main, .. others]).Last == main;
        if (!isLast)
        {
            main = Layer.Taking(main, "Reshape", main.Shape).With(main.Shape);
            all.Add(main);
        }

        return (all, main, others);
    }

    private static string ClassName(string path)
    {
        var name = LayerText.UpperFirst(LayerText.Identifier(Path.GetFileNameWithoutExtension(path)));
        return name.Length == 0 ? "Model" : name;
    }
}
