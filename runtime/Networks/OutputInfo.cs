using System.Collections.Immutable;

namespace StaticNets;

/// <summary>A value that inference gives.</summary>
/// <param name="Name"><c>output</c>, or the name that an <see cref="OutputAttribute"/> gives it.</param>
/// <param name="Shape">Its shape for one example.</param>
public sealed record OutputInfo(string Name, ImmutableArray<int> Shape)
{
    /// <summary>The number of elements of one example.</summary>
    public int Size => Shapes.Size(Shape);

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shapes.Text(Shape)}";
}
