
namespace StaticNets.Generator.Ir;

/// <summary>Builds expressions, leaving out neutral elements and computing what is constant. Keeps the meaning in exact arithmetic for finite values.</summary>
internal static class Simplify
{
    public static Expression Binary(BinaryOperation operation, Expression left, Expression right) => (operation, left, right) switch
    {
        (_, Constant a, Constant b) => new Constant(Scalar.Evaluate(operation, a.Value, b.Value)),
        (BinaryOperation.Add, Constant { Value: 0 }, _) => right,
        (BinaryOperation.Add or BinaryOperation.Subtract, _, Constant { Value: 0 }) => left,
        (BinaryOperation.Add, _, Unary { Operation: UnaryOperation.Negate } negated) => left - negated.Operand,
        (BinaryOperation.Subtract, _, Unary { Operation: UnaryOperation.Negate } negated) => left + negated.Operand,
        (BinaryOperation.Subtract, Constant { Value: 0 }, _) => -right,
        (BinaryOperation.Multiply, Constant { Value: 0 }, _) => left,
        (BinaryOperation.Multiply, _, Constant { Value: 0 }) => right,
        (BinaryOperation.Multiply, Constant { Value: 1 }, _) => right,
        (BinaryOperation.Multiply or BinaryOperation.Divide, _, Constant { Value: 1 }) => left,
        (BinaryOperation.Multiply, _, Constant { Value: -1 }) => -left,
        (BinaryOperation.Multiply, Constant { Value: -1 }, _) => -right,
        (BinaryOperation.Multiply, Binary { Operation: BinaryOperation.Multiply, Right: Constant inner } product, Constant outer) =>
            product.Left * Product(inner.Value, outer.Value),
        (BinaryOperation.Multiply, Unary { Operation: UnaryOperation.Negate } negated, _) => -(negated.Operand * right),
        (BinaryOperation.Multiply, _, Unary { Operation: UnaryOperation.Negate } negated) => -(left * negated.Operand),
        (BinaryOperation.Divide, Constant { Value: 0 }, _) => left,
        (BinaryOperation.Divide, _, Constant { Value: not 0 } divisor) => left * (1 / divisor.Value),
        _ => new Binary(operation, left, right),
    };

    public static Expression Unary(UnaryOperation operation, Expression operand) => (operation, operand) switch
    {
        (_, Constant constant) => new Constant(Scalar.Evaluate(operation, constant.Value)),
        (UnaryOperation.Negate, Unary { Operation: UnaryOperation.Negate } negated) => negated.Operand,
        _ => new Unary(operation, operand),
    };

    /// <summary>The product of two constants, exactly 1 for a number and its rounded reciprocal.</summary>
    private static double Product(double left, double right)
    {
        var product = left * right;
        return Math.Abs(product - 1) < 1e-15 ? 1 : product;
    }
}
