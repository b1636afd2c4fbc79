namespace StaticNets.Onnx.Layers;

/// <summary>
/// Names for the layers that are printed: what the language calls a layer by default, unless the model has a name for it that is free. Inputs and outputs have
/// the model's names, as far as these are identifiers.
/// </summary>
internal sealed class LayerNames
{
    /// <summary>What generated members are or have as parameters, and C#'s words that are in the way.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "output", "count", "state", "gradients", "target", "labels", "seed", "network", "batch", "parameters", "info", "step", "forward", "backward", "loss",
        "create", "run", "load", "save", "encode", "pretrained", "outputGradient", "path", "names", "strict", "allowances", "position", "memory", "weights",
    };

    private static readonly HashSet<string> Keywords = [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in",
        "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
        "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this",
        "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    private readonly Dictionary<Layer, string> names = [];
    private readonly Dictionary<Layer, string> defaults = [];
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="layers">What is printed, in order.</param>
    public LayerNames(string className, IReadOnlyList<Layer> layers)
    {
        taken.Add(className);
        var ordinals = new Dictionary<string, int>();
        foreach (var layer in layers.Where(layer => layer.GivenBy is null))
        {
            var kind = layer.Kind.ToLowerInvariant();
            ordinals.TryGetValue(kind, out var ordinal);
            ordinals[kind] = ++ordinal;
            defaults[layer] = layer.IsPublic ? "" : kind + ordinal;
        }

        foreach (var layer in layers.Where(layer => layer.IsPublic))
        {
            Give(layer, layer.Suggestion!);
        }

        // Defaults are kept free: they are names without being written.
        foreach (var name in defaults.Values.Where(name => name.Length > 0))
        {
            taken.Add(name);
        }

        foreach (var layer in layers.Where(layer => !layer.IsPublic))
        {
            if (layer.GivenBy is not null || (layer.Parameters.Count > 0 && layer.Suggestion is { Length: > 0 }))
            {
                Give(layer, layer.Suggestion!);
            }
            else
            {
                names[layer] = defaults[layer];
            }
        }
    }

    public string this[Layer layer] => names[layer];

    public bool IsWritten(Layer layer) => layer.GivenBy is null && names[layer] != defaults[layer];

    private void Give(Layer layer, string wanted)
    {
        var name = layer.IsPublic ? LayerText.LowerFirst(LayerText.Identifier(wanted)) : wanted;
        name = name.Length == 0 ? (layer.Kind.Length == 0 ? "state" : LayerText.LowerFirst(layer.Kind)) : name;
        var stem = name;
        for (var i = 1; Reserved.Contains(name) || Keywords.Contains(name) || !taken.Add(name); i++)
        {
            name = $"{stem}{(char.IsDigit(stem[stem.Length - 1]) ? "_" : "")}{i}";
        }

        names[layer] = name;
    }
}
