using System.Collections.Immutable;

namespace StaticNets;

/// <summary>One input of a network.</summary>
/// <param name="Name">Its name, which is also the name of the parameter of the generated methods.</param>
/// <param name="Shape">The shape of one example, without the batch.</param>
/// <param name="Kind">Values or tokens.</param>
/// <param name="Vocabulary">The number of different tokens; 0 for values.</param>
/// <param name="HasLengths">Whether each example comes with its number of steps.</param>
/// <param name="HasGradient">Whether a training pass can give the gradient with respect to it.</param>
public sealed record InputInfo(
    string Name, ImmutableArray<int> Shape, InputKind Kind, int Vocabulary, bool HasLengths, bool HasGradient)
{
    /// <summary>
    /// In a network that can be run step by step: whether no step takes any of it: it is read whole before the first step, by <c>Encode</c>, or not needed.
    /// </summary>
    public bool IsEncoded { get; init; }

    /// <summary>
    /// The least length of a sequence where it has lengths: more than 1 where layers move windows over it, of which one has to fit.
    /// </summary>
    public int LeastLength { get; init; } = 1;

    /// <summary>The number of elements of one example.</summary>
    public int Size => Shapes.Size(Shape);

    /// <summary>Name, shape and kind, such as <c>input 1x28x28</c>.</summary>
    public override string ToString() =>
        Kind == InputKind.Tokens
            ? $"{Name} {Shapes.Text(Shape)} of {Vocabulary} tokens"
            : $"{Name} {Shapes.Text(Shape)}";
}
