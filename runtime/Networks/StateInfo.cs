using System.Collections.Immutable;

namespace StaticNets;

/// <summary>One tensor that a recurrent layer carries from call to call.</summary>
/// <param name="Name">Its name, such as <c>lstm1.hidden</c>.</param>
/// <param name="Shape">Its shape for one sequence, <c>[layers, hidden]</c>.</param>
/// <param name="Offset">The index of its first element in the floats of one sequence; its elements lie there in row-major order.</param>
public sealed record StateInfo(string Name, ImmutableArray<int> Shape, int Offset)
{
    /// <summary>The number of elements for one sequence.</summary>
    public int Size => Shapes.Size(Shape);

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shapes.Text(Shape)}";
}
