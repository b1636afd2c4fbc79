
namespace StaticNets.Generator.Ir;

/// <summary>What one point of a <see cref="Loop"/> contributes. Scalar by meaning; emitted code computes it for a vector of examples or features.</summary>
internal abstract record Expression
{
    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression operator +(Expression left, Expression right) => Simplify.Binary(BinaryOperation.Add, left, right);

    public static Expression operator -(Expression left, Expression right) => Simplify.Binary(BinaryOperation.Subtract, left, right);

    public static Expression operator *(Expression left, Expression right) => Simplify.Binary(BinaryOperation.Multiply, left, right);

    public static Expression operator /(Expression left, Expression right) => Simplify.Binary(BinaryOperation.Divide, left, right);

    public static Expression operator -(Expression operand) => Simplify.Unary(UnaryOperation.Negate, operand);

    public static Expression Apply(UnaryOperation operation, Expression operand) => Simplify.Unary(operation, operand);

    public sealed override string ToString() => ProgramText.Of(this);

    /// <summary>The direct parts, in order.</summary>
    public virtual IEnumerable<Expression> Parts => [];

    /// <summary>This with each direct part replaced by what <paramref name="map"/> gives for it.</summary>
    public virtual Expression MapParts(Func<Expression, Expression> map) => this;

    /// <summary>All tensor reads in this, from left to right, repeated as often as they occur.</summary>
    public IEnumerable<Read> Reads => this is Read read ? [read] : Parts.SelectMany(part => part.Reads);

    /// <summary>
    /// The index expressions that this makes numbers of by themselves, as values or to draw for, from left to right; those of <see cref="Reads"/> only say
    /// which element is meant.
    /// </summary>
    public IEnumerable<Affine> Positions => this switch
    {
        Position position => [position.Value],
        Uniform uniform => [uniform.Element],
        _ => Parts.SelectMany(part => part.Positions),
    };

    /// <summary>This with every axis in its indices replaced as <paramref name="replacements"/> says.</summary>
    public Expression Substitute(IReadOnlyDictionary<Axis, Affine> replacements) => this switch
    {
        Read read => new Read(read.Tensor, read.Index.Select(index => index.Substitute(replacements)).ToArray()),
        Position position => new Position(position.Value.Substitute(replacements)),
        Uniform uniform => uniform with { Element = uniform.Element.Substitute(replacements) },
        _ => MapParts(part => part.Substitute(replacements)),
    };

    /// <summary>This with every part that equals <paramref name="pattern"/> replaced.</summary>
    public Expression Replace(Expression pattern, Expression replacement)
        => Equals(pattern) ? replacement : MapParts(part => part.Replace(pattern, replacement));
}

/// <summary>An element of a tensor. A point of a loop with any index out of range contributes nothing.</summary>
internal sealed record Read(Tensor Tensor, EquatableArray<Affine> Index) : Expression;

internal sealed record Constant(double Value) : Expression;

/// <summary>In <see cref="Loop.Finish"/>: the combined value.</summary>
internal sealed record Total : Expression;

/// <summary>The value of an index expression itself, as a number.</summary>
internal sealed record Position(Affine Value) : Expression;

/// <summary>
/// A random number, uniform in [0, 1), that depends only on the seed, the training step, the example's position in the batch,
/// <paramref name="Stream"/> and <paramref name="Element"/>.
/// </summary>
/// <param name="Stream">Tells apart the places in a network that draw.</param>
internal sealed record Uniform(int Stream, Affine Element) : Expression;

internal enum UnaryOperation
{
    Negate,
    Exp,
    Log,
    Sigmoid,
    Tanh,
    Erf,
    Sqrt,

    /// <summary>exp(x) - 1, exact near 0.</summary>
    Expm1,

    /// <summary>log(1 + x), exact near 0.</summary>
    Log1p,

    /// <summary>log(1 + exp(x)), without overflow.</summary>
    Softplus,

    /// <summary>max(0, x), NaN where x is.</summary>
    Relu,
}

internal sealed record Unary(UnaryOperation Operation, Expression Operand) : Expression
{
    public override IEnumerable<Expression> Parts => [Operand];

    public override Expression MapParts(Func<Expression, Expression> map)
    {
        var operand = map(Operand);
        return ReferenceEquals(operand, Operand) ? this : Apply(Operation, operand);
    }
}

internal enum BinaryOperation
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Maximum,
}

internal sealed record Binary(BinaryOperation Operation, Expression Left, Expression Right) : Expression
{
    public override IEnumerable<Expression> Parts => [Left, Right];

    public override Expression MapParts(Func<Expression, Expression> map)
    {
        Expression left = map(Left), right = map(Right);
        return ReferenceEquals(left, Left) && ReferenceEquals(right, Right) ? this : Simplify.Binary(Operation, left, right);
    }
}

internal enum Comparison
{
    Less,
    LessOrEqual,
    Equal,
}

/// <summary>
/// <paramref name="Then"/> where the comparison of <paramref name="Left"/> with <paramref name="Right"/> holds, else <paramref name="Else"/>.
/// </summary>
internal sealed record Select(Comparison Comparison, Expression Left, Expression Right, Expression Then, Expression Else) : Expression
{
    public override IEnumerable<Expression> Parts => [Left, Right, Then, Else];

    public override Expression MapParts(Func<Expression, Expression> map)
        => new Select(Comparison, map(Left), map(Right), map(Then), map(Else));
}
