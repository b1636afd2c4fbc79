using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Emit;

/// <summary>One operation of a <see cref="StraightLine"/>.</summary>
/// <param name="Parts">Its operands, by their places in the list. An addition of three parts multiplies the first two.</param>
/// <param name="IsKept">Whether the value gets a local; else its text stands where it is used.</param>
internal sealed record Operation(Expression Expression, ImmutableArray<int> Parts, bool IsKept);

/// <summary>An expression as a list of operations, equal parts once, operands before what uses them: worked out once for all points that a nest writes.</summary>
internal sealed class StraightLine
{
    private readonly ImmutableArray<Operation>.Builder operations = ImmutableArray.CreateBuilder<Operation>();
    private readonly Dictionary<Expression, int> places = [];
    private readonly List<Read> reads;

    /// <param name="reads">All reads of the loop: an element that is read once needs no local.</param>
    public StraightLine(Expression expression, List<Read> reads)
    {
        this.reads = reads;
        Add(expression);
        Operations = operations.ToImmutable();
    }

    /// <summary>The last one gives the value of the whole expression.</summary>
    public ImmutableArray<Operation> Operations { get; }

    private int Add(Expression expression)
    {
        if (places.TryGetValue(expression, out var known))
        {
            return known;
        }

        ImmutableArray<int> parts = expression switch
        {
            Binary { Operation: BinaryOperation.Add, Left: Binary { Operation: BinaryOperation.Multiply } product } sum => [Add(product.Left), Add(product.Right), Add(sum.Right)],
            Binary { Operation: BinaryOperation.Add, Right: Binary { Operation: BinaryOperation.Multiply } product } sum => [Add(product.Left), Add(product.Right), Add(sum.Left)],
            _ => [.. expression.Parts.Select(Add)],
        };
        operations.Add(new(expression, parts, IsKept: expression is not (Total or Constant) && !(expression is Read read && reads.Count(read.Equals) == 1)));
        return places[expression] = operations.Count - 1;
    }
}
