using StaticNets.Generator.Layers;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>Writes layers without regard to whether they fit: C# accepts all of it, the compiler next to nothing.</summary>
internal sealed class WildLayers(Choices choices)
{
    private const int MostLayers = 7;

    private static readonly string[] Names =
    [
        "input",
        "a",
        "b",
        "conv2d1",
        "dense1",
        "later",
        "count",
        "output",
        "class",
        "a b",
        "1x",
        "target",
        "é",
        "weight.0"
    ];

    /// <summary>All of them, some twice: those that most others fit behind.</summary>
    private static readonly string[] Kinds = [.. LayerRegistry.All.Select(layer => layer.Kind), "Conv2d", "Dense"];

    public string Write()
    {
        var lines = new List<string>();
        if (!choices.Once(8))
        {
            lines.Add(Layer("Input"));
        }

        var count = choices.Between(0, MostLayers);
        for (var i = 0; i < count; i++)
        {
            lines.Add(Layer(choices.Of(Kinds)));
        }

        return string.Join("\n", lines);
    }

    /// <summary>A class of any form around the layers.</summary>
    /// <param name="suffix">What the names of types end with, for others to be beside them.</param>
    public static string Class(Choices choices, string layers, string suffix)
    {
        var network = choices.Of(
            "[Network]",
            "[Network]",
            "[Network]",
            "[Network(Init = (Init)7)]",
            "[Network(MaxParameters = 100)]",
            "[Network(MaxWorkspaceBytes = -1)]",
            "[Network(VectorWidths = VectorWidths.Bits256)]",
            "");
        var declaration = choices.Of(
            "public sealed partial class Net@;", "public sealed partial class Net@;", "public sealed partial class Net@;", "public sealed partial class Net@;",
            "partial class Net@ { }", "public class Net@ { }", "public abstract partial class Net@;", "public partial record Net@;",
            "public static partial class Net@ { }", "public partial class Net@<T> { public T? Value { get; set; } }",
            "public partial class Net@ { public int OutputSize => 3; }", "public sealed partial class Net@(int size) { public int Size => size; }");
        var text = $"{network}\n{layers}\n{declaration.Replace("Net@", $"Net{suffix}", StringComparison.Ordinal)}\n";
        return "using StaticNets;\n\n" + choices.Below(8) switch
        {
            0 => $"namespace A{suffix}.B;\n\n{text}",
            1 => $"public partial class Outer{suffix}\n{{\n{text}}}\n",
            2 => $"public class Outer{suffix}\n{{\n{text}}}\n",
            3 => $"namespace A{suffix}\n{{\npublic static partial class Outer{suffix}<TOuter>\n{{\n{text}}}\n}}\n",
            _ => text,
        };
    }

    private string Integer() => choices.Of("1", "2", "3", "4", "5", "7", "17", "0", "-1", "1000", "65536", "int.MaxValue", "int.MinValue", "1 << 20");

    /// <summary>Mostly what fits often enough for the next layer to be reached.</summary>
    private string Small() => choices.Once(6) ? Integer() : choices.Of("1", "2", "3", "4", "6", "8");

    private string Double() => choices.Of("0.25", "0.5", "0", "1", "-1", "2.5", "double.NaN", "double.PositiveInfinity", "1e-300", "1e300");

    private string Boolean() => choices.Of("true", "false");

    private string Layer(string kind)
    {
        var arguments = kind switch
        {
            "Input" => [.. Enumerable.Range(0, choices.Once(8) ? choices.Of(0, 4, 5, 6) : choices.Between(1, 3)).Select(_ => Small())],
            "Conv2d" or "MaxPool" or "AvgPool" or "Conv1d" =>
                [.. Enumerable.Range(0, kind == "Conv1d" || choices.Once(2) ? 2 : kind == "Conv2d" ? 3 : 1).Select(_ => Small())],
            "Dense" or "Embedding" or "Rnn" or "Gru" or "Lstm" or "MultiHeadAttention" => [Small()],
            "Tokens" => [Small(), Small()],
            _ => (List<string>)[.. AttributeSource.Parameters(kind).Where(parameter => !parameter.HasDefaultValue || choices.Once(2))
                .SelectMany(parameter => parameter.ParameterType.IsArray ? Elements(parameter.ParameterType) : [Any(parameter.ParameterType)])],
        };
        foreach (var property in Properties(kind))
        {
            if (choices.Once(5))
            {
                arguments.Add(property);
            }
        }

        return arguments.Count == 0 ? $"[{kind}]" : $"[{kind}({string.Join(", ", arguments)})]";
    }

    private string Name() => choices.Once(9) ? "\"\"" : $"\"{choices.Of(Names)}\"";

    private List<string> Properties(string kind) => kind switch
    {
        "Input" => [$"Gradient = {Boolean()}", .. Named(), .. choices.Once(6) ? [$"Lengths = {Boolean()}"] : Array.Empty<string>()],
        "Tokens" => [$"Lengths = {Boolean()}", .. Named()],
        "Rnn" or "Lstm" => Recurrent(),
        "Gru" => [$"ResetAfter = {Boolean()}", .. Recurrent()],
        "Attention" => [$"Keys = {Name()}", $"Values = {Name()}", $"Score = (Score)({Small()})", $"Hidden = {Small()}", $"Expose = {Boolean()}", .. Named()],
        "MultiHeadAttention" => [$"Keys = {Name()}", $"Values = {Name()}", $"Causal = {Boolean()}", $"Bias = {Boolean()}", $"Expose = {Boolean()}", .. Named()],
        "SoftmaxCrossEntropy" => [$"IgnoreIndex = {Integer()}", .. Named()],
        _ => [.. AttributeSource.Properties(kind).Select(property => $"{property.Name} = {Any(property.PropertyType)}"), .. Named()],
    };

    private string Any(Type type)
        => type == typeof(int)
            ? Small()
            : type == typeof(double) ? Double() : type == typeof(bool) ? Boolean() : type == typeof(string) ? Name() : type.IsEnum ? $"({type.Name})({Small()})"
                : type.IsArray ? $"new {(type == typeof(int[]) ? "int" : "double")}[] {{ {string.Join(", ", Elements(type))} }}"
                : throw new NotSupportedException($"There is no argument of type {type} here yet: say how to write one.");

    private List<string> Elements(Type array) => [.. Enumerable.Range(0, choices.Below(6)).Select(_ => Any(array.GetElementType()!))];

    private List<string> Recurrent() =>
    [
        $"Layers = {Small()}", $"Bidirectional = {Boolean()}", $"Dropout = {Double()}", $"Return = (Return)({Small()})", $"InitialState = {Name()}",
        $"Attend = {Name()}", $"Score = (Score)({Small()})", $"Expose = {Boolean()}",
        .. Named(),
    ];

    private string[] Named() => [$"Name = {Name()}", $"From = {Name()}"];
}
