using System.Collections.Immutable;

namespace StaticNets;

/// <summary>One tensor of what a network remembers of a sequence.</summary>
/// <param name="Name">Its name, such as <c>lstm1.hidden</c>.</param>
/// <param name="Shape">Its shape for one sequence: <c>[layers, hidden]</c> for the states of a recurrent layer.</param>
/// <param name="Offset">The index of its first element in the floats of one sequence.</param>
/// <param name="Strides">The distance of neighbouring elements along each dimension.</param>
public sealed record StateInfo(string Name, ImmutableArray<int> Shape, int Offset, ImmutableArray<int> Strides)
{
    /// <summary>The number of elements for one sequence.</summary>
    public int Size => Shapes.Size(Shape);

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shapes.Text(Shape)}";
}
