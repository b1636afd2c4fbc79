using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>The table of derivatives of expressions.</summary>
internal static class Derivative
{
    /// <summary>
    /// d <paramref name="expression"/> / d <paramref name="read"/>. Where a function's own value gives its derivative more cheaply than its argument does,
    /// the result mentions the function's value, so that a tensor which holds it can be read instead.
    /// </summary>
    public static Expression Of(Expression expression, Read read)
    {
        if (expression.Equals(read))
        {
            return 1;
        }

        switch (expression)
        {
            case Unary unary:
                {
                    var inner = Of(unary.Operand, read);
                    return IsZero(inner) ? inner : Times(OfFunction(unary), inner);
                }

            case Binary binary:
                {
                    Expression left = Of(binary.Left, read), right = Of(binary.Right, read);
                    return binary.Operation switch
                    {
                        BinaryOperation.Add => left + right,
                        BinaryOperation.Subtract => left - right,
                        BinaryOperation.Multiply => Times(binary.Right, left) + Times(binary.Left, right),
                        BinaryOperation.Divide => IsZero(right) ? left / binary.Right : (left - (binary * right)) / binary.Right,
                        BinaryOperation.Maximum when IsZero(left) && IsZero(right) => 0,
                        BinaryOperation.Maximum => new Select(Comparison.Less, binary.Left, binary.Right, right, left),
                        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
                    };
                }

            case Select select:
                {
                    Expression then = Of(select.Then, read), otherwise = Of(select.Else, read);
                    return IsZero(then) && IsZero(otherwise) ? 0 : new Select(select.Comparison, select.Left, select.Right, then, otherwise);
                }

            default:
                return 0;
        }
    }

    /// <summary>
    /// The product of a gradient and a partial derivative. Where a choice is 0 the product is chosen to be 0, not multiplied: what is left out, as padding is, may hold infinities or NaN.
    /// </summary>
    public static Expression Times(Expression gradient, Expression partial) => partial is Select select && LeavesOut(select)
        ? select with { Then = Times(gradient, select.Then), Else = Times(gradient, select.Else) }
        : gradient * partial;

    public static bool IsZero(Expression expression) => expression is Constant { Value: 0 } || (expression is Select select && IsZero(select.Then) && IsZero(select.Else));

    private static bool LeavesOut(Expression expression) => IsZero(expression) || (expression is Select select && (LeavesOut(select.Then) || LeavesOut(select.Else)));

    private static Expression OfFunction(Unary function) => function.Operation switch
    {
        UnaryOperation.Negate => -1,
        UnaryOperation.Exp => function,
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
