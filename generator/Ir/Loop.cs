using StaticNets.Generator.Model;

namespace StaticNets.Generator.Ir;

/// <summary>How the contributions to one output element become its value.</summary>
internal enum Combine
{
    /// <summary>There is at most one contribution: an elementwise map, a copy, a slice.</summary>
    Assign,

    /// <summary>Their sum: contractions, window sums, broadcasts turned round.</summary>
    Sum,

    /// <summary>The greatest: max pooling, the maximum of a softmax.</summary>
    Maximum,

    /// <summary>
    /// The position (row-major among the axes that are not in the output's index) of the first greatest contribution.
    /// </summary>
    ArgMaximum,
}

/// <summary>
/// The one operation of the tensor program: for every point of the box <paramref name="Axes"/>, combine <paramref name="Body"/> into
/// <c>Output[Index]</c>. A point at which any index, read or written, is out of range contributes nothing; an element without
/// contributions is 0. A contraction is a sum of products of two reads, a map assigns an expression, a pool sums or maximises over window axes.
/// Because all indices are affine, the derivative of every such loop is again one (the indices change places).
/// </summary>
/// <param name="Finish">
/// What becomes of the combined value before it is written, an expression that mentions it as <see cref="Total"/>; null to write it as it is. Only the
/// scheduler's passes set it, to save writing and reading the value in between.
/// </param>
/// <param name="Accumulates">Add to what earlier loops wrote to <paramref name="Output"/> instead of starting from 0.</param>
/// <param name="StopsGradient">Treat the output as a constant in differentiation.</param>
/// <param name="Comment">What this computes, in the terms of the declaration.</param>
internal sealed record Loop(
    Tensor Output,
    EquatableArray<Affine> Index,
    EquatableArray<Axis> Axes,
    Combine Combine,
    Expression Body,
    string Comment,
    bool Accumulates = false,
    bool StopsGradient = false,
    Expression? Finish = null)
{
    /// <summary>All reads of the body and of what follows it, from left to right.</summary>
    public IEnumerable<Read> Reads => Finish is null ? Body.Reads : Body.Reads.Concat(Finish.Reads);

    /// <summary>The axes that the output's index does not mention.</summary>
    public IEnumerable<Axis> ReductionAxes => Axes.Where(axis => !Index.Any(index => index.Uses(axis)));

    /// <summary>Whether this multiplies two tensors and sums: what the multiply-add count of a network is made of.</summary>
    public bool IsContraction => Combine == Combine.Sum && Body is Binary { Operation: BinaryOperation.Multiply, Left: Read, Right: Read };

    public long Points => Axes.Aggregate(1L, (points, axis) => points * axis.Extent);
}
