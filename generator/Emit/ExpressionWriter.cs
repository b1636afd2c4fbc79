using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Emit;

/// <summary>Writes expressions as one statement per operation.</summary>
internal sealed class ExpressionWriter(Nest nest, KernelScope scope, SourceWriter writer)
{
    /// <summary>Writes the statements that compute the expression and gives the text of its value.</summary>
    /// <param name="total">What <see cref="Total"/> stands for.</param>
    public string Write(Expression expression, Bindings bindings, ImmutableDictionary<Axis, int> choice, string? total)
        => Write(expression, bindings, choice, total, []);

    /// <summary>Names a value.</summary>
    public string Keep(string value)
    {
        var name = scope.TemporaryName();
        writer.Line($"var {name} = {value};");
        return name;
    }

    /// <summary>The text of a load, or of a load and broadcast where the lane axis does not move the address.</summary>
    public string Access(Read read, Bindings bindings, ImmutableDictionary<Axis, int> choice)
    {
        var address = nest.Addresses[read];
        var reference = bindings.References[read];
        var offset = Offset(address, bindings, choice);
        return nest.Lane is not null && address.Uses(nest.Lane)
            ? VectorSyntax.Load(reference, offset, bindings.Lanes)
            : VectorSyntax.Broadcast(VectorSyntax.Element(reference, offset), bindings.Lanes);
    }

    /// <summary>The constant part of an address: what the references do not include.</summary>
    public int Offset(Affine address, Bindings bindings, ImmutableDictionary<Axis, int> choice)
    {
        var offset = address.Constant;
        foreach (var (axis, coefficient) in address.Terms)
        {
            offset += coefficient * bindings.Axes[axis].Offsets[choice.TryGetValue(axis, out var j) ? j : 0];
        }

        return offset;
    }

    /// <summary>The value of an index in terms of the emitted loops' variables.</summary>
    public Affine Exact(Affine value, Bindings bindings, ImmutableDictionary<Axis, int> choice)
    {
        Affine result = value.Constant;
        foreach (var (axis, coefficient) in value.Terms)
        {
            result += bindings.Axes.TryGetValue(axis, out var binding)
                ? binding.Value(choice.TryGetValue(axis, out var j) ? j : 0) * coefficient
                : axis * coefficient;
        }

        return result;
    }

    private string Write(Expression expression, Bindings bindings, ImmutableDictionary<Axis, int> choice, string? total, Dictionary<Expression, string> known)
    {
        if (known.TryGetValue(expression, out var name))
        {
            return name;
        }

        var lanes = bindings.Lanes;
        switch (expression)
        {
            case Total:
                return total ?? throw new InvalidOperationException("A total is mentioned outside of what follows a reduction.");
            case Constant constant:
                return VectorSyntax.Broadcast(Literal.Of(constant.Value), lanes);
            case Read read:
                name = Access(read, bindings, choice);
                if (nest.Loop.Reads.Count(read.Equals) == 1)
                {
                    return name;
                }

                break;
            case Position position:
                name = Place(position.Value, bindings, choice, lanes);
                break;
            case Uniform uniform:
                name = Draw(uniform, bindings, choice, lanes);
                break;
            case Unary unary:
                name = VectorSyntax.Unary(unary.Operation, Part(unary.Operand), lanes);
                break;
            case Binary { Operation: BinaryOperation.Add, Left: Binary { Operation: BinaryOperation.Multiply } product } sum:
                name = VectorSyntax.MultiplyAdd(Part(product.Left), Part(product.Right), Part(sum.Right), lanes);
                break;
            case Binary { Operation: BinaryOperation.Add, Right: Binary { Operation: BinaryOperation.Multiply } product } sum:
                name = VectorSyntax.MultiplyAdd(Part(product.Left), Part(product.Right), Part(sum.Left), lanes);
                break;
            case Binary binary:
                name = VectorSyntax.Binary(binary.Operation, Part(binary.Left), Part(binary.Right), lanes);
                break;
            case Select { Left: Position place, Right: Constant constant } decided when (nest.Lane is null || !place.Value.Uses(nest.Lane)) && Exact(place.Value, bindings, choice) is { IsConstant: true } value:
                return Part(Scalar.Evaluate(decided.Comparison, value.Constant, constant.Value) ? decided.Then : decided.Else);
            case Select select:
                name = VectorSyntax.Select(select.Comparison, Part(select.Left), Part(select.Right), Part(select.Then), Part(select.Else), lanes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }

        name = Keep(name);
        known[expression] = name;
        return name;

        string Part(Expression part) => Write(part, bindings, choice, total, known);
    }

    private string Place(Affine value, Bindings bindings, ImmutableDictionary<Axis, int> choice, int lanes)
    {
        var step = nest.Lane is null ? 0 : value.CoefficientOf(nest.Lane);
        var start = Exact(value, bindings, choice);
        return step == 0 ? VectorSyntax.Broadcast($"(float)({start})", lanes) : VectorSyntax.Sequence(start.ToString(), step, lanes);
    }

    private string Draw(Uniform uniform, Bindings bindings, ImmutableDictionary<Axis, int> choice, int lanes)
    {
        var (key0, key1) = scope.KeysOf(uniform.Stream);
        var elementStep = nest.Lane is null ? 0 : uniform.Element.CoefficientOf(nest.Lane);
        var exampleStep = nest.Lane is not null && nest.Lane.Equals(nest.Example) ? 1 : 0;
        var exampleStart = nest.Example is null ? "firstExample" : $"firstExample + {Exact(nest.Example, bindings, choice)}";
        var example = VectorSyntax.Counter(exampleStart, exampleStep, lanes);
        var element = VectorSyntax.Counter(Exact(uniform.Element, bindings, choice).ToString(), elementStep, lanes);
        return $"Random_.Uniform({key0}, {key1}, {example}, {element})";
    }
}
