namespace StaticNets.Onnx.Layers;

/// <summary>
/// One line of a declaration: an attribute with its arguments, the layer that it takes, and those that its arguments name. Names are given when all lines are
/// known.
/// </summary>
internal sealed class Layer
{
    private Layer(string kind, int[] shape)
    {
        (Kind, Shape) = (kind, shape);
    }

    public string Kind { get; }

    /// <summary>The shape of what it gives, for one example.</summary>
    public int[] Shape { get; }

    /// <summary>The layer whose value it takes; null where it has a value of its own.</summary>
    public Layer? Source { get; private init; }

    /// <summary>The arguments in order, each a text or the layer whose name it is.</summary>
    public List<LayerArgument> Arguments { get; } = [];

    /// <summary>Its parameters, by what they are called behind the layer's name.</summary>
    public List<(string Suffix, int[] Shape, float[] Values)> Parameters { get; } = [];

    /// <summary>Strings that the file of parameters says of it.</summary>
    public List<(string Suffix, string Text)> Statements { get; } = [];

    /// <summary>The layer that gives this further value of its own, and the argument by which it is named; else null.</summary>
    public (Layer Giver, string Argument)? GivenBy { get; private init; }

    /// <summary>What it would be called if it had to be: a name out of the model.</summary>
    public string? Suggestion { get; set; }

    /// <summary>Whether it must have the name that is suggested: inputs and outputs.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The place among the inputs.</summary>
    public int Order { get; init; }

    /// <summary>Whether its parameters are constants of the model, which training must leave alone.</summary>
    public bool IsFixed { get; init; }

    public bool HasOwnValue => Source is null && GivenBy is null;

    public static Layer Taking(Layer source, string kind, int[] shape) => new(kind, shape) { Source = source };

    public static Layer Alone(string kind, int[] shape, bool isFixed = false) => new(kind, shape) { IsFixed = isFixed };

    public static Layer Input(string kind, string name, int order, int[] shape) => new(kind, shape) { Suggestion = name, IsPublic = true, Order = order };

    public static Layer Output(Layer source, string name) => new("Output", source.Shape) { Source = source, Suggestion = name, IsPublic = true };

    public static Layer Given(Layer giver, string argument, int[] shape)
    {
        var given = new Layer("", shape) { GivenBy = (giver, argument), Suggestion = argument.ToLowerInvariant() };
        giver.Arguments.Add(new(argument, null, given));
        return given;
    }

    /// <summary>Adds an argument by position.</summary>
    public Layer With(int value) => With(null, LayerText.Of(value));

    public Layer With(double value) => With(null, LayerText.Of(value));

    public Layer With(Layer named) => Add(new(null, null, named));

    public Layer With(IEnumerable<int> values) => values.Aggregate(this, (layer, value) => layer.With(value));

    public Layer With(string? name, string value) => Add(new(name, value, null));

    public Layer With(string name, int value, int unless) => value == unless ? this : With(name, LayerText.Of(value));

    public Layer With(string name, bool value, bool unless) => value == unless ? this : With(name, value ? "true" : "false");

    public Layer With(string name, double value, double unless) => (float)value == (float)unless ? this : With(name, LayerText.Of(value));

    public Layer With(string name, Layer named) => Add(new(name, null, named));

    public Layer Parameter(string suffix, int[] shape, float[] values)
    {
        Parameters.Add((suffix, shape, values));
        return this;
    }

    private Layer Add(LayerArgument argument)
    {
        Arguments.Add(argument);
        return this;
    }
}

/// <param name="Name">The property; null for an argument of the constructor.</param>
/// <param name="Text">Its value as C#.</param>
/// <param name="Layer">The layer whose name is the value.</param>
internal readonly record struct LayerArgument(string? Name, string? Text, Layer? Layer);
