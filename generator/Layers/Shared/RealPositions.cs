using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>
/// The positions of a channel that statistics of a value count: those of an image, or the steps of a sequence, where it has lengths the real ones; a vector is
/// one. An example that only fills up a block has no steps; it counts as one of one step, so that nothing is divided by 0 and no maximum is that of nothing.
/// </summary>
internal sealed class RealPositions
{
    private readonly Expression? count;

    private RealPositions(Expression? count, Expression share)
    {
        this.count = count;
        Share = share;
    }

    /// <summary>Appends the loops that count them, where examples differ in length.</summary>
    public static RealPositions Of(LayerContext context)
    {
        var value = context.Input;
        if (!value.IsSequence || value.Lengths is not { } lengths)
        {
            return new(null, (double)value.Shape[LayerContext.LaneAxis(value.Shape)] / value.Tensor.Size);
        }

        var b = context.Builder;
        var count = b.Activation($"{context.Name}.steps", EquatableArray<int>.Empty, -1);
        var share = b.Activation($"{context.Name}.share", EquatableArray<int>.Empty, -1);
        b.Assign(count, [], new Select(Comparison.Less, lengths.At(), 1, 1, lengths.At()), $"{context.Comment}: the number of real steps");
        b.Assign(share, [], 1 / count.At(), $"{context.Comment}: the share of each real step");
        return new(count.At(), share.At());
    }

    /// <summary>One divided by their number.</summary>
    public Expression Share { get; }

    /// <summary>One expression at real steps, another at padding.</summary>
    /// <param name="index">Of an element of the value, whose first axis is the steps where it is a sequence.</param>
    public Expression Choose(Affine[] index, Expression real, Expression padding)
        => count is null ? real : new Select(Comparison.Less, new Position(index[0]), count, real, padding);
}
