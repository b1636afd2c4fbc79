using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>The table of derivatives of functions, and arithmetic with derivatives.</summary>
internal static class Derivative
{
    /// <summary>
    /// The product of a gradient and a partial derivative. Where a choice is 0 the product is chosen to be 0, not multiplied: what is left out, as
    /// padding is, may hold infinities or NaN.
    /// </summary>
    public static Expression Times(Expression gradient, Expression partial) => partial is Select select && LeavesOut(select)
        ? select with { Then = Times(gradient, select.Then), Else = Times(gradient, select.Else) }
        : IsZero(partial) ? 0 : Map(gradient, value => value * partial);

    /// <summary>What a function that makes 0 of 0 makes of a value. Where a choice is 0 it stays 0, whatever the function comes to there.</summary>
    public static Expression Map(Expression value, Func<Expression, Expression> function) => value is Select select && LeavesOut(select)
        ? select with { Then = Map(select.Then, function), Else = Map(select.Else, function) }
        : IsZero(value) ? value : function(value);

    /// <summary>The sum; of two choices by the same condition, within that choice.</summary>
    public static Expression Sum(Expression left, Expression right) => (left, right) switch
    {
        (Select a, Select b) when a.Comparison == b.Comparison && a.Left.Equals(b.Left) && a.Right.Equals(b.Right)
            => a with { Then = Sum(a.Then, b.Then), Else = Sum(a.Else, b.Else) },
        _ => left + right,
    };

    public static bool IsZero(Expression expression)
        => expression is Constant { Value: 0 } || (expression is Select select && IsZero(select.Then) && IsZero(select.Else));

    /// <summary>Whether the expression is a choice that is 0 somewhere.</summary>
    public static bool LeavesOut(Expression expression)
        => IsZero(expression) || (expression is Select select && (LeavesOut(select.Then) || LeavesOut(select.Else)));

    /// <summary>
    /// The derivative at the function's argument. Where the function's own value gives it more cheaply than its argument does, the result mentions that
    /// value, so that a tensor which holds it can be read instead.
    /// </summary>
    public static Expression OfFunction(Unary function) => function.Operation switch
    {
        UnaryOperation.Negate => -1,
        UnaryOperation.Exp => function,
        UnaryOperation.Expm1 => function + 1,
        UnaryOperation.Log => 1 / function.Operand,
        UnaryOperation.Log1p => 1 / (1 + function.Operand),
        UnaryOperation.Sigmoid => function * (1 - function),
        UnaryOperation.Tanh => 1 - (function * function),
        UnaryOperation.Erf => 2 / Math.Sqrt(Math.PI) * Expression.Apply(UnaryOperation.Exp, -(function.Operand * function.Operand)),
        UnaryOperation.Sqrt => 0.5 / function,
        UnaryOperation.Softplus => Expression.Apply(UnaryOperation.Sigmoid, function.Operand),
        UnaryOperation.Relu => new Select(Comparison.LessOrEqual, function, 0, 0, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };
}
