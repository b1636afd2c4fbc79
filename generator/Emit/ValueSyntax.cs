using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;

namespace StaticNets.Generator.Emit;

/// <summary>The C# of values.</summary>
internal static class ValueSyntax
{
    public static string Of(Value value) => value switch
    {
        Local local => local.Name,
        Load load => VectorSyntax.Load(NameOf(load.Place), load.Place.Offset, load.Lanes),
        Splat splat => VectorSyntax.Broadcast(Element(splat.Place), splat.Lanes),
        Number { Constant: 0 } zero => VectorSyntax.Zero(zero.Lanes),
        Number number => VectorSyntax.Broadcast(Literal.Of(number.Constant), number.Lanes),
        PositionValue { Step: 0 } position => VectorSyntax.Broadcast($"(float)({position.Start})", position.Lanes),
        PositionValue position => VectorSyntax.Sequence(position.Start.ToString(), position.Step, position.Lanes),
        Draw draw => Uniform(draw),
        Apply apply => VectorSyntax.Unary(apply.Operation, Operand(apply.Operand), apply.Lanes),
        Combined combined => VectorSyntax.Binary(combined.Operation, Operand(combined.Left), Operand(combined.Right), combined.Lanes),
        MultiplyAdd add => VectorSyntax.MultiplyAdd(Operand(add.Left), Operand(add.Right), Operand(add.Addend), add.Lanes),
        Choice choice =>
            VectorSyntax.Select(choice.Comparison, Operand(choice.Left), Operand(choice.Right), Operand(choice.Then), Operand(choice.Else), choice.Lanes),
        GreaterOrNaN mask =>
            VectorSyntax.IsGreaterOrNaN(Operand(mask.Left), Operand(mask.Right), mask.Position is null ? null : Operand(mask.Position), mask.Lanes),
        Masked choice => VectorSyntax.Choose(Operand(choice.Mask), Operand(choice.Then), Operand(choice.Else), choice.Lanes),
        LaneSum sum => VectorSyntax.Sum(Of(sum.Operand), sum.Operand.Lanes),
        Widen widen => VectorSyntax.Widen(Of(widen.Operand), widen.Operand.Lanes, widen.Lanes),
        FirstLanes first => VectorSyntax.Keep(Of(first.Operand), first.Count, first.Lanes),
        Accumulated { Operand: var operand } sum =>
            $"{EntryParameters.Accumulate} ? {Of(operand)} + {VectorSyntax.Load(NameOf(sum.Place), sum.Place.Offset, sum.Lanes)} : {Of(operand)}",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>The type of a local that holds a value; a mask of one lane is a truth.</summary>
    public static string TypeOf(Value value) => value is GreaterOrNaN { Lanes: 1 } ? "bool" : VectorSyntax.TypeOf(value.Lanes);

    /// <summary>One float of memory.</summary>
    public static string Element(Place place) => VectorSyntax.Element(NameOf(place), place.Offset);

    public static string Store(Store store) => VectorSyntax.Store(Of(store.Value), NameOf(store.Place), store.Place.Offset, store.Value.Lanes);

    /// <summary>In parentheses where an operator would take it apart.</summary>
    private static string Operand(Value value)
        => value is Combined or Accumulated or GreaterOrNaN or Apply { Operation: UnaryOperation.Negate }
            || (value is MultiplyAdd or Choice or Masked && value.Lanes == 1) ? $"({Of(value)})" : Of(value);

    /// <summary>The argument that passes a place.</summary>
    public static string Reference(Place place)
    {
        var start = place.OffsetName ?? Literal.Of(place.Offset);
        var offset = place.Variables.IsConstant ? start : $"{start} + ({place.Variables})";
        return offset == "0" ? $"ref {place.Reference}" : $"ref {VectorSyntax.Unsafe}.Add(ref {place.Reference}, {offset})";
    }

    /// <summary>What the constant offset counts from; before the references have advanced, an addition of the loops' variables.</summary>
    private static string NameOf(Place place)
        => place.Variables.IsConstant ? place.Reference : $"{VectorSyntax.Unsafe}.Add<float>(ref {place.Reference}, {place.Variables})";

    private static string Uniform(Draw draw)
    {
        var key = KernelParameter.KeyOf(draw.Stream);
        var first = draw.Example.Equals(0) ? EntryParameters.FirstExample : $"{EntryParameters.FirstExample} + {draw.Example}";
        return $"Random_.Uniform({key.First}, {key.Second}, {VectorSyntax.Counter(first, draw.ExampleStep, draw.Lanes)}, "
            + $"{VectorSyntax.Counter(draw.Element.ToString(), draw.ElementStep, draw.Lanes)})";
    }
}
