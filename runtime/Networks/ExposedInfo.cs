using System.Collections.Immutable;

namespace StaticNets;

/// <summary>The attention weights of a layer declared with <c>Expose = true</c>, which a forward pass gives on demand.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Shape">Their shape for one example: <c>[steps, keys' steps]</c>, or <c>[heads, steps, keys' steps]</c> with several heads.</param>
public sealed record ExposedInfo(string Layer, ImmutableArray<int> Shape)
{
    /// <summary>The number of weights of one example.</summary>
    public int Size => Shapes.Size(Shape);

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Layer} {Shapes.Text(Shape)}";
}
