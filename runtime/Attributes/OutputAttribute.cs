namespace StaticNets;

/// <summary>Names the current value, which <c>Forward</c> gives beside the output; the layers behind go on with it.</summary>
/// <remarks>
/// In and out: any shape. The last value of a network stays <c>output</c>; these follow it, in the order in which they are written, up to seven. Inference
/// gives them; <c>Loss</c>, <c>Backward</c> and evaluations do not. Steps beyond an example's length are 0. <c>Step</c> gives those that one step can compute.
/// </remarks>
public sealed class OutputAttribute : LayerAttribute
{
    /// <summary>Gives the current value a name.</summary>
    /// <param name="name">
    /// The name, by which other layers can take the value too, and that of the parameter of <c>Forward</c> that gets it: a C# identifier.
    /// </param>
    public OutputAttribute(string name) => Name = name;
}
