using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>What a nest's expressions compute at a point, for all lanes at once.</summary>
internal sealed class ExpressionLowering(Nest nest, Accesses accesses, KernelNames names)
{
    private readonly bool isDecided = HasDecision(nest.Loop.Body, nest.Lane);

    /// <summary>A point's contribution.</summary>
    public Value Body(Bindings bindings, ImmutableArray<int> choice)
        => Lower(isDecided ? Decide(nest.Loop.Body, bindings, choice) : nest.Loop.Body, bindings, choice, null);

    /// <summary>What becomes of <paramref name="total"/>.</summary>
    public Value Finish(Bindings bindings, ImmutableArray<int> choice, Value total)
        => Lower(nest.Loop.Finish ?? throw new InvalidOperationException("Nothing follows this reduction."), bindings, choice, total);

    private Value Lower(Expression expression, Bindings bindings, ImmutableArray<int> choice, Value? total)
    {
        switch (expression)
        {
            case Total:
                return total ?? throw new InvalidOperationException("A total is mentioned outside of what follows a reduction.");
            case Constant constant:
                return new Number(constant.Value, bindings.Lanes);
            case Read read:
                return Element(read, bindings, choice);
            case Position position:
                return new PositionValue(bindings.Exact(position.Value, choice), LaneStep(position.Value), bindings.Lanes);
            case Uniform uniform:
                var isExample = nest.Lane is not null && nest.Lane.Equals(nest.Example);
                return new Draw(
                    names.OrdinalOf(uniform.Stream),
                    nest.Example is null ? 0 : bindings.Exact(nest.Example, choice),
                    isExample ? 1 : 0,
                    bindings.Exact(uniform.Element, choice),
                    LaneStep(uniform.Element),
                    bindings.Lanes);
            case Unary unary:
                return new Apply(unary.Operation, Part(unary.Operand));
            case Binary { Operation: BinaryOperation.Add, Left: Binary { Operation: BinaryOperation.Multiply } product } sum:
                return new MultiplyAdd(Part(product.Left), Part(product.Right), Part(sum.Right));
            case Binary { Operation: BinaryOperation.Add, Right: Binary { Operation: BinaryOperation.Multiply } product } sum:
                return new MultiplyAdd(Part(product.Left), Part(product.Right), Part(sum.Left));
            case Binary binary:
                return new Combined(binary.Operation, Part(binary.Left), Part(binary.Right));
            case Select select:
                return new Choice(select.Comparison, Part(select.Left), Part(select.Right), Part(select.Then), Part(select.Else));
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }

        Value Part(Expression part) => Lower(part, bindings, choice, total);
    }

    /// <summary>A vector of memory, or one float for all lanes where the lane axis does not move the address.</summary>
    private Value Element(Read read, Bindings bindings, ImmutableArray<int> choice)
    {
        var access = accesses.OrdinalOf(read, bindings, choice);
        var place = accesses.Place(access, bindings, choice);
        return bindings.Lanes == 1 || (nest.Lane is not null && accesses.Addresses[access].Uses(nest.Lane))
            ? new Load(place, bindings.Lanes)
            : new Splat(place, bindings.Lanes);
    }

    private int LaneStep(Affine value) => nest.Lane is null ? 0 : value.CoefficientOf(nest.Lane);

    /// <summary>Whether the expression depends on how a position compares with a constant, as the function of a gate does on the gate.</summary>
    private static bool HasDecision(Expression expression, Axis? lane)
        => (expression is Select { Left: Position position, Right: Constant } && (lane is null || !position.Value.Uses(lane)))
            || expression.Parts.Any(part => HasDecision(part, lane));

    /// <summary>The expression with those comparisons replaced by their outcome that a point settles.</summary>
    private Expression Decide(Expression expression, Bindings bindings, ImmutableArray<int> choice)
        => expression is Select { Left: Position position, Right: Constant constant } select && (nest.Lane is null || !position.Value.Uses(nest.Lane))
            && bindings.Exact(position.Value, choice) is { IsConstant: true } value
                ? Decide(Scalar.Evaluate(select.Comparison, value.Constant, constant.Value) ? select.Then : select.Else, bindings, choice)
                : expression.MapParts(part => Decide(part, bindings, choice));
}
