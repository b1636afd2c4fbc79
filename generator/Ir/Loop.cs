
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

/// <summary>What a loop does to elements of its output that hold something already or that it does not reach.</summary>
internal enum Writing
{
    /// <summary>The loop makes the whole output: elements without contributions are 0.</summary>
    Whole,

    /// <summary>The loop makes the elements that it reaches and leaves the others to other loops.</summary>
    Part,

    /// <summary>The loop adds to what earlier loops, or earlier steps of its scan, wrote.</summary>
    Add,
}

/// <summary>
/// A recurrence. Neighbouring loops with the same scan are executed together, step by step: all of them at the first position of <paramref name="Time"/>, then
/// all at the next. So a loop may read what a later one wrote at an earlier step. All steps of every tensor are kept,
/// which makes the derivative of a scan one that runs the other way.
/// </summary>
/// <param name="Time">An axis of every loop of the scan.</param>
/// <param name="IsReversed">From the last position to the first.</param>
internal sealed record Scan(int Id, Axis Time, bool IsReversed);

/// <summary>
/// An axis that takes one value, which the data gives: points at which <paramref name="Axis"/> is not <paramref name="Index"/> contribute nothing. A sum over
/// the axis is a row chosen by a token; writing along it scatters.
/// </summary>
internal sealed record Lookup(Axis Axis, Read Index);

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
/// <param name="Writing">What becomes of elements that hold something already or that no point reaches.</param>
/// <param name="StopsGradient">Treat the output as a constant in differentiation.</param>
/// <param name="Comment">What this computes, in the terms of the declaration.</param>
/// <param name="Scan">The recurrence that the loop is a part of, or null.</param>
/// <param name="Lookup">The axis whose value the data gives, or null.</param>
internal sealed record Loop(
    Tensor Output,
    EquatableArray<Affine> Index,
    EquatableArray<Axis> Axes,
    Combine Combine,
    Expression Body,
    string Comment,
    Writing Writing = Writing.Whole,
    bool StopsGradient = false,
    Expression? Finish = null,
    Scan? Scan = null,
    Lookup? Lookup = null)
{
    /// <summary>
    /// Of a maximum, whether all that are the greatest share its gradient evenly; else the first of them gets it.
    /// </summary>
    public bool SharesTies { get; init; }

    /// <summary>All reads of the body and of what follows it, from left to right, and of the index that is looked up.</summary>
    public IEnumerable<Read> Reads
    {
        get
        {
            var reads = Finish is null ? Body.Reads : Body.Reads.Concat(Finish.Reads);
            return Lookup is null ? reads : reads.Append(Lookup.Index);
        }
    }

    /// <summary>The indices at which tensors are read, and the one at which the output is written, which comes last.</summary>
    public IEnumerable<(Tensor Tensor, EquatableArray<Affine> Index)> Accesses => Reads.Select(read => (read.Tensor, read.Index)).Append((Output, Index));

    /// <summary>The <see cref="Expression.Positions"/> of the body and of what follows it.</summary>
    public IEnumerable<Affine> Positions => Finish is null ? Body.Positions : Body.Positions.Concat(Finish.Positions);

    /// <summary>
    /// The number of a point among those that make one element, row-major in the order of the axes: what <see cref="Combine.ArgMaximum"/> finds.
    /// </summary>
    public Affine Ordinal => ReductionAxes.Aggregate((Affine)0, (ordinal, axis) => (ordinal * axis.Extent) + axis);

    /// <summary>This with other reads, in all that reads.</summary>
    public Loop MapReads(Func<Read, Read> map)
    {
        return this with
        {
            Body = Rewrite(Body),
            Finish = Finish is null ? null : Rewrite(Finish),
            Lookup = Lookup is null ? null : Lookup with { Index = map(Lookup.Index) },
        };

        Expression Rewrite(Expression expression) => expression is Read read ? map(read) : expression.MapParts(Rewrite);
    }

    public bool Accumulates => Writing == Writing.Add;

    /// <summary>The axes that the output's index does not mention.</summary>
    public IEnumerable<Axis> ReductionAxes => Axes.Where(axis => !Index.Any(index => index.Uses(axis)));

    /// <summary>Whether this multiplies two tensors and sums: what the multiply-add count of a network is made of.</summary>
    public bool IsContraction => Combine == Combine.Sum && Body is Binary { Operation: BinaryOperation.Multiply, Left: Read, Right: Read };

    public override string ToString() => ProgramText.Of(this);

    public long Points => Axes.Aggregate(1L, (points, axis) => points * axis.Extent);
}
