using System.Text;

namespace StaticNets.Onnx.Layers;

/// <summary>Prints the layers that outputs need as a class with attributes, and collects their parameters.</summary>
internal sealed class DeclarationWriter
{
    private const int LineLength = 120;

    private readonly List<Layer> layers;
    private readonly LayerNames names;
    private readonly string className;

    /// <param name="all">All layers, in order.</param>
    /// <param name="outputs">Those whose values the network gives, the last one first.</param>
    public DeclarationWriter(string className, IReadOnlyList<Layer> all, IReadOnlyList<Layer> outputs)
    {
        this.className = className;
        var needed = new HashSet<Layer>();
        var open = new Stack<Layer>(outputs);
        while (open.Count > 0)
        {
            var layer = open.Pop();
            needed.Add(layer);
            foreach (var other in Needed(layer).Where(other => !needed.Contains(other)))
            {
                open.Push(other);
            }
        }

        layers = [.. all.Where(needed.Contains)];
        names = new(className, [.. layers, .. needed.Where(layer => layer.GivenBy is not null).OrderBy(layer => layer.Suggestion, StringComparer.Ordinal)]);
        Needs = needed;
    }

    /// <summary>The layer whose value is the last.</summary>
    public Layer Last => layers[layers.Count - 1] is { Kind: "Output" } output ? output.Source! : layers[layers.Count - 1];

    private HashSet<Layer> Needs { get; }

    public IReadOnlyList<ImportedParameter> Parameters => [
        .. layers.SelectMany(layer => layer.Parameters.Select(parameter => new ImportedParameter(
            parameter.Suffix.Length == 0 ? names[layer] : $"{names[layer]}.{parameter.Suffix}", parameter.Shape, parameter.Values))),
    ];

    public IReadOnlyDictionary<string, string> Metadata
        => layers.SelectMany(layer => layer.Statements.Select(statement => (Key: $"{names[layer]}.{statement.Suffix}", statement.Text)))
            .ToDictionary(entry => entry.Key, entry => entry.Text);

    public bool Has(Layer layer) => Needs.Contains(layer);

    public int IndexOf(Layer layer) => layers.IndexOf(layer);

    public string NameOf(Layer layer) => names[layer];

    public string Text(string? namespaceName, string origin, bool isTrainable)
    {
        var text = new StringBuilder("using StaticNets;\n\n");
        if (namespaceName is not null)
        {
            text.Append($"namespace {namespaceName};\n\n");
        }

        text.Append($"/// <summary>Made of the ONNX model {Escaped(origin)}.</summary>\n[Network]\n");
        var line = "";
        Layer? before = null;
        foreach (var layer in layers)
        {
            var attribute = Attribute(layer, before, isTrainable);
            var joins = line.Length > 0 && layer.Source == before && layer.Arguments.Count == 0 && layer.Kind != "Output" && before is { IsPublic: false }
                && !names.IsWritten(layer)
                && line.Length + attribute.Length + 4 <= LineLength;
            if (!joins && line.Length > 0)
            {
                text.Append($"[{line}]\n");
            }

            line = joins ? $"{line}, {attribute}" : attribute;
            before = layer.Kind == "Output" ? layer.Source : layer;
        }

        return text.Append(line.Length > 0 ? $"[{line}]\n" : "").Append($"public sealed partial class {className};\n").ToString();
    }

    private static IEnumerable<Layer> Needed(Layer layer)
    {
        if (layer.Source is not null)
        {
            yield return layer.Source;
        }

        if (layer.GivenBy is { } given)
        {
            yield return given.Giver;
        }

        // What a layer gives besides is named by it, but needed only where it is read.
        foreach (var argument in layer.Arguments.Where(argument => argument.Layer is { } other && other.GivenBy?.Giver != layer))
        {
            yield return argument.Layer!;
        }
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace("\n", " ").Replace("\r", " ");

    private string Attribute(Layer layer, Layer? before, bool isTrainable)
    {
        var arguments = layer.Arguments
            .Where(argument => argument.Layer?.GivenBy?.Giver != layer || Needs.Contains(argument.Layer!))
            .Select(argument => (argument.Name is null ? "" : $"{argument.Name} = ") + (argument.Text ?? LayerText.Quoted(names[argument.Layer!])))
            .ToList();
        if (layer.Kind == "Output")
        {
            arguments.Insert(0, LayerText.Quoted(names[layer]));
        }
        else if (names.IsWritten(layer))
        {
            arguments.Add($"Name = {LayerText.Quoted(names[layer])}");
        }

        if (layer.Source is not null && layer.Source != before)
        {
            arguments.Add($"From = {LayerText.Quoted(names[layer.Source])}");
        }

        if (layer.Parameters.Count > 0 && (layer.IsFixed || !isTrainable))
        {
            arguments.Add("Trainable = false");
        }

        return arguments.Count == 0 ? layer.Kind : $"{layer.Kind}({string.Join(", ", arguments)})";
    }
}
