using StaticNets.Generator.Model;
using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Context;

/// <summary>What flows from layer to layer.</summary>
/// <param name="Origin">The declaration that it comes from, for messages.</param>
internal sealed record Value(Tensor Tensor, string Origin)
{
    /// <summary>The most dimensions that a value can have.</summary>
    public const int MaximumRank = 5;

    /// <summary>For tokens the number of different ones; 0 for numbers.</summary>
    public int Vocabulary { get; init; }

    /// <summary>How many steps of each example are real, in a tensor of one number; null where all are.</summary>
    public Tensor? Lengths { get; init; }

    /// <summary>The steps of the whole sequence, of which the network for one step has but one; 0 where the value comes from none.</summary>
    public int AllSteps { get; init; }

    /// <summary>The declaration of the input that this is, or is made from element by element; null where layers have given it another meaning.</summary>
    public LayerDeclaration? Source { get; init; }

    /// <summary>What a recurrent layer ends with, for the layers of another one to begin with.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>Whether it is the same for all examples, so that it goes with steps of any lengths: no step of it is padding.</summary>
    public bool IsSameForAll { get; init; }

    public EquatableArray<int> Shape => Tensor.Dimensions;

    public int Rank => Shape.Count;

    public bool IsImage => Rank == 3;

    public bool IsSequence => Rank == 2;

    public bool IsTokens => Vocabulary > 0;

    public string ShapeText => Documentation.Shape(Shape);

    public string Description => IsTokens ? $"{ShapeText} tokens from {Origin}" : $"{ShapeText} from {Origin}";

    /// <summary>An expression at a step, or 0 where the step is padding.</summary>
    public Expression AtRealStep(Affine step, Expression value) => AtRealStep(Lengths, step, value, 0);

    /// <summary>One expression at real steps, another at padding.</summary>
    public static Expression AtRealStep(Tensor? lengths, Affine step, Expression value, Expression padding)
        => lengths is null ? value : new Select(Comparison.Less, new Position(step), lengths.At(), value, padding);
}

/// <summary>The states that a recurrent layer has after its last step.</summary>
/// <param name="Kind">The attribute's name.</param>
/// <param name="Final">Of each state tensor, by layer: the state of unit u.</param>
internal sealed record Recurrence(string Kind, int Hidden, ImmutableArray<ImmutableArray<Func<Affine, Expression>>> Final)
{
    public int Layers => Final.Length;
}
