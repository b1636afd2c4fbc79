namespace StaticNets.Generator.Ir;

/// <summary>Where a tensor comes from.</summary>
/// <param name="Layer">The layer's full name, with its place in the blocks around it: <c>block1.dense1</c>. Empty for what belongs to no layer.</param>
/// <param name="Part">What a parameter is to the layer: <c>weight</c>. Empty for all else.</param>
internal sealed record Origin(string Layer, string Part = "")
{
    /// <summary>That of a tensor which belongs to the network as a whole.</summary>
    public static Origin Network { get; } = new("");
}
