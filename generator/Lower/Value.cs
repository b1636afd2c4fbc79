using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>What a statement computes: a vector of <paramref name="Lanes"/> floats, or one float.</summary>
internal abstract record Value(int Lanes)
{
    /// <summary>The direct operands, in order.</summary>
    public virtual ImmutableArray<Value> Operands => [];

    /// <summary>Whether the value is there already or is one access to memory, so that naming it saves nothing where it is used once.</summary>
    public virtual bool IsLeaf => false;

    /// <summary>This with its operands replaced, in order.</summary>
    public virtual Value With(ImmutableArray<Value> operands) => this;

    /// <summary>This with all places in it replaced.</summary>
    public virtual Value MapPlaces(Func<Place, Place> map) => Operands.IsEmpty ? this : With([.. Operands.Select(operand => operand.MapPlaces(map))]);
}

/// <summary>
/// A place in memory: <paramref name="Offset"/> floats, and what the variables of the loops around add to them, after what a reference points to.
/// </summary>
/// <param name="Reference">A parameter of the kernel, or a local reference.</param>
/// <param name="Variables">In terms of the variables of loops; its constant is 0.</param>
internal sealed record Place(string Reference, Affine Variables, int Offset)
{
    /// <summary>The constant that has the offset's value, where it has a name.</summary>
    public string? OffsetName { get; init; }
}

/// <summary>A local of the kernel.</summary>
internal sealed record Local(string Name, int Lanes) : Value(Lanes)
{
    public override bool IsLeaf => true;
}

/// <summary>Neighbouring floats in memory.</summary>
internal sealed record Load(Place Place, int Lanes) : Value(Lanes)
{
    public override bool IsLeaf => true;

    public override Value MapPlaces(Func<Place, Place> map) => new Load(map(Place), Lanes);
}

/// <summary>A float of memory in all lanes.</summary>
internal sealed record Splat(Place Place, int Lanes) : Value(Lanes)
{
    public override bool IsLeaf => true;

    public override Value MapPlaces(Func<Place, Place> map) => new Splat(map(Place), Lanes);
}

/// <summary>A constant in all lanes.</summary>
internal sealed record Number(double Constant, int Lanes) : Value(Lanes)
{
    public override bool IsLeaf => true;
}

/// <summary>The value of an index as a float; in each lane by <paramref name="Step"/> more than in the one before.</summary>
internal sealed record PositionValue(Affine Start, int Step, int Lanes) : Value(Lanes);

/// <summary>A uniform random number for each lane.</summary>
/// <param name="Stream">The position among the kernel's streams, whose keys are parameters.</param>
/// <param name="Example">The example's position, counted from that of the kernel's first example.</param>
/// <param name="Element">The number of the draw.</param>
internal sealed record Draw(int Stream, Affine Example, int ExampleStep, Affine Element, int ElementStep, int Lanes) : Value(Lanes);

/// <summary>A function of each lane.</summary>
internal sealed record Apply(UnaryOperation Operation, Value Operand) : Value(Operand.Lanes)
{
    public override ImmutableArray<Value> Operands => [Operand];

    public override Value With(ImmutableArray<Value> operands) => new Apply(Operation, operands[0]);
}

/// <summary>An operation on two values, lane by lane.</summary>
internal sealed record Combined(BinaryOperation Operation, Value Left, Value Right) : Value(Left.Lanes)
{
    public override ImmutableArray<Value> Operands => [Left, Right];

    public override Value With(ImmutableArray<Value> operands) => new Combined(Operation, operands[0], operands[1]);
}

/// <summary><c>Left * Right + Addend</c>, rounded once where the hardware does so.</summary>
internal sealed record MultiplyAdd(Value Left, Value Right, Value Addend) : Value(Addend.Lanes)
{
    public override ImmutableArray<Value> Operands => [Left, Right, Addend];

    public override Value With(ImmutableArray<Value> operands) => new MultiplyAdd(operands[0], operands[1], operands[2]);
}

/// <summary><paramref name="Then"/> in the lanes where the comparison holds, else <paramref name="Else"/>.</summary>
internal sealed record Choice(Comparison Comparison, Value Left, Value Right, Value Then, Value Else) : Value(Then.Lanes)
{
    public override ImmutableArray<Value> Operands => [Left, Right, Then, Else];

    public override Value With(ImmutableArray<Value> operands) => new Choice(Comparison, operands[0], operands[1], operands[2], operands[3]);
}

/// <summary>
/// A mask of lanes: where <paramref name="Left"/> is greater than <paramref name="Right"/> or NaN, or <paramref name="Position"/>, if there is one,
/// is negative.
/// </summary>
internal sealed record GreaterOrNaN(Value Left, Value Right, Value? Position) : Value(Left.Lanes)
{
    public override ImmutableArray<Value> Operands => Position is null ? [Left, Right] : [Left, Right, Position];

    public override Value With(ImmutableArray<Value> operands) => new GreaterOrNaN(operands[0], operands[1], operands.Length > 2 ? operands[2] : null);
}

/// <summary><paramref name="Then"/> in the lanes of a mask, else <paramref name="Else"/>.</summary>
internal sealed record Masked(Value Mask, Value Then, Value Else) : Value(Then.Lanes)
{
    public override ImmutableArray<Value> Operands => [Mask, Then, Else];

    public override Value With(ImmutableArray<Value> operands) => new Masked(operands[0], operands[1], operands[2]);
}

/// <summary>The sum of all lanes.</summary>
internal sealed record LaneSum(Value Operand) : Value(1)
{
    public override ImmutableArray<Value> Operands => [Operand];

    public override Value With(ImmutableArray<Value> operands) => new LaneSum(operands[0]);
}

/// <summary>A value of fewer lanes, with 0 in the others.</summary>
internal sealed record Widen(Value Operand, int Lanes) : Value(Lanes)
{
    public override ImmutableArray<Value> Operands => [Operand];

    public override Value With(ImmutableArray<Value> operands) => new Widen(operands[0], Lanes);
}

/// <summary>The first <paramref name="Count"/> lanes, with 0 in the others.</summary>
internal sealed record FirstLanes(Value Operand, int Count) : Value(Operand.Lanes)
{
    public override ImmutableArray<Value> Operands => [Operand];

    public override Value With(ImmutableArray<Value> operands) => new FirstLanes(operands[0], Count);
}

/// <summary>The value, and where the kernel's caller asks for it what <paramref name="Place"/> holds in addition.</summary>
internal sealed record Accumulated(Value Operand, Place Place) : Value(Operand.Lanes)
{
    public override ImmutableArray<Value> Operands => [Operand];

    public override Value With(ImmutableArray<Value> operands) => new Accumulated(operands[0], Place);

    public override Value MapPlaces(Func<Place, Place> map) => new Accumulated(Operand.MapPlaces(map), map(Place));
}
