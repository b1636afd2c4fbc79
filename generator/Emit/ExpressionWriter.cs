using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Emit;

/// <summary>Writes a nest's expressions, point by point, as one statement per operation.</summary>
internal sealed class ExpressionWriter
{
    private readonly Nest nest;
    private readonly Accesses accesses;
    private readonly KernelScope scope;
    private readonly SourceWriter writer;
    private readonly List<Read> reads;
    private readonly StraightLine body;
    private readonly StraightLine? finish;
    private readonly bool isDecided;
    private readonly Dictionary<Expression, StraightLine> decided = [];

    public ExpressionWriter(Nest nest, Accesses accesses, KernelScope scope, SourceWriter writer)
    {
        this.nest = nest;
        this.accesses = accesses;
        this.scope = scope;
        this.writer = writer;
        reads = [.. nest.Loop.Reads];
        body = new(nest.Loop.Body, reads);
        isDecided = HasDecision(nest.Loop.Body);
        finish = nest.Loop.Finish is null ? null : new(nest.Loop.Finish, reads);
    }

    /// <summary>Writes the statements that compute a point's contribution and gives the text of its value.</summary>
    public string Body(Bindings bindings, ImmutableArray<int> choice)
    {
        if (!isDecided)
        {
            return Write(body, bindings, choice, null);
        }

        var expression = Decide(nest.Loop.Body, bindings, choice);
        if (!decided.TryGetValue(expression, out var line))
        {
            line = new(expression, reads);
            decided[expression] = line;
        }

        return Write(line, bindings, choice, null);
    }

    /// <summary>Writes the statements that compute what becomes of <paramref name="total"/> and gives the text of its value.</summary>
    public string Finish(Bindings bindings, ImmutableArray<int> choice, string total)
        => Write(finish ?? throw new InvalidOperationException("Nothing follows this reduction."), bindings, choice, total);

    /// <summary>Names a value of so many lanes.</summary>
    public string Keep(string value, int lanes)
    {
        var name = scope.TemporaryName();
        writer.Line($"{VectorSyntax.TypeOf(lanes)} {name} = {value};");
        return name;
    }

    /// <summary>The text of a load, or of a load and broadcast where the lane axis does not move the address.</summary>
    /// <param name="offset">The constant part of the address.</param>
    public string Element(int access, int offset, Bindings bindings)
    {
        var reference = bindings.References[access];
        return nest.Lane is not null && accesses.Addresses[access].Uses(nest.Lane)
            ? VectorSyntax.Load(reference, offset, bindings.Lanes)
            : VectorSyntax.Broadcast(VectorSyntax.Element(reference, offset), bindings.Lanes);
    }

    private string Write(StraightLine line, Bindings bindings, ImmutableArray<int> choice, string? total)
    {
        var values = new string[line.Operations.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var operation = line.Operations[i];
            var value = Text(operation, values, bindings, choice, total);
            values[i] = operation.IsKept ? Keep(value, bindings.Lanes) : value;
        }

        return values[values.Length - 1];
    }

    private string Text(Operation operation, string[] values, Bindings bindings, ImmutableArray<int> choice, string? total)
    {
        var lanes = bindings.Lanes;
        switch (operation.Expression)
        {
            case Total:
                return total ?? throw new InvalidOperationException("A total is mentioned outside of what follows a reduction.");
            case Constant constant:
                return VectorSyntax.Broadcast(Literal.Of(constant.Value), lanes);
            case Read read:
                var access = accesses.OrdinalOf(read);
                return Element(access, bindings.Offset(accesses.Addresses[access], choice), bindings);
            case Position position:
                return Place(position.Value, bindings, choice, lanes);
            case Uniform uniform:
                return Draw(uniform, bindings, choice, lanes);
            case Unary unary:
                return VectorSyntax.Unary(unary.Operation, Part(0), lanes);
            case Binary when operation.Parts.Length == 3:
                return VectorSyntax.MultiplyAdd(Part(0), Part(1), Part(2), lanes);
            case Binary binary:
                return VectorSyntax.Binary(binary.Operation, Part(0), Part(1), lanes);
            case Select select:
                return VectorSyntax.Select(select.Comparison, Part(0), Part(1), Part(2), Part(3), lanes);
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }

        string Part(int i) => values[operation.Parts[i]];
    }

    /// <summary>Whether the expression depends on how a position compares with a constant, as the function of a gate does on the gate.</summary>
    private bool HasDecision(Expression expression)
        => expression is Select { Left: Position position, Right: Constant } && (nest.Lane is null || !position.Value.Uses(nest.Lane)) || expression.Parts.Any(HasDecision);

    /// <summary>The expression with those comparisons replaced by their outcome that a point settles.</summary>
    private Expression Decide(Expression expression, Bindings bindings, ImmutableArray<int> choice)
        => expression is Select { Left: Position position, Right: Constant constant } select && (nest.Lane is null || !position.Value.Uses(nest.Lane))
            && bindings.Exact(position.Value, choice) is { IsConstant: true } value
                ? Decide(Scalar.Evaluate(select.Comparison, value.Constant, constant.Value) ? select.Then : select.Else, bindings, choice)
                : expression.MapParts(part => Decide(part, bindings, choice));

    private string Place(Affine value, Bindings bindings, ImmutableArray<int> choice, int lanes)
    {
        var step = nest.Lane is null ? 0 : value.CoefficientOf(nest.Lane);
        var start = bindings.Exact(value, choice);
        return step == 0 ? VectorSyntax.Broadcast($"(float)({start})", lanes) : VectorSyntax.Sequence(start.ToString(), step, lanes);
    }

    private string Draw(Uniform uniform, Bindings bindings, ImmutableArray<int> choice, int lanes)
    {
        var (key0, key1) = scope.KeysOf(uniform.Stream);
        var elementStep = nest.Lane is null ? 0 : uniform.Element.CoefficientOf(nest.Lane);
        var exampleStep = nest.Lane is not null && nest.Lane.Equals(nest.Example) ? 1 : 0;
        var exampleStart = nest.Example is null ? "firstExample" : $"firstExample + {bindings.Exact(nest.Example, choice)}";
        var example = VectorSyntax.Counter(exampleStart, exampleStep, lanes);
        var element = VectorSyntax.Counter(bindings.Exact(uniform.Element, choice).ToString(), elementStep, lanes);
        return $"Random_.Uniform({key0}, {key1}, {example}, {element})";
    }
}
