using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Power(exponent)]</c>: x^exponent, NaN for negative x where the exponent is no integer.</summary>
internal sealed class PowerLayer : ElementwiseLayer
{
    /// <summary>From here on, the exponential of a logarithm is nearer than as many products, whose roundings add up.</summary>
    private const int MostFactors = 16;

    public override string Kind => "Power";

    protected override Func<Expression, Expression> Function(LayerContext context)
    {
        // PyTorch's exponent is a float where its elements are.
        double exponent = (float)context.Number("exponent", 1, FloatRange.IsFinite, FloatRange.FiniteNumber);
        return x => ByProducts(x, exponent) ?? new Select(Comparison.Equal, x, 0, LikeAtZero(x, exponent), ByExponential(x, exponent));
    }

    /// <summary>A few products and a root, whose derivatives are right wherever they are; null where that is not enough.</summary>
    private static Expression? ByProducts(Expression x, double exponent) => exponent switch
    {
        0.5 => Expression.Apply(UnaryOperation.Sqrt, x),
        -0.5 => 1 / Expression.Apply(UnaryOperation.Sqrt, x),
        _ when IsInteger(exponent) && Math.Abs(exponent) <= MostFactors => Product(exponent < 0 ? 1 / x : x, (int)Math.Abs(exponent)),
        _ => null,
    };

    private static Expression Product(Expression x, int factors)
    {
        if (factors < 2)
        {
            return factors == 0 ? 1 : x;
        }

        var half = Product(x, factors / 2);
        return factors % 2 == 0 ? half * half : half * half * x;
    }

    /// <summary>Another power that has the same value and derivative at 0, where those of the exponential are 0 times infinity.</summary>
    private static Expression LikeAtZero(Expression x, double exponent) => ByProducts(x, exponent switch
    {
        _ when IsInteger(exponent) => (exponent < 0 ? -1 : 1) * (IsOdd(exponent) ? 3 : 2),
        > 1 => 2,
        > 0 => 0.5,
        _ => -0.5,
    })!;

    /// <summary>
    /// What is smaller than its derivative, or greater, has one factor outside of the exponential, so that its derivative is found where it is itself rounded
    /// to 0 or infinity; so has what bears a sign.
    /// </summary>
    private static Expression ByExponential(Expression x, double exponent)
    {
        if (!IsInteger(exponent))
        {
            return exponent > 1 ? x * Exponential(x, exponent - 1) : Exponential(x, exponent);
        }

        var magnitude = Piecewise.Absolute(x);
        return IsOdd(exponent)
            ? exponent < 0 ? Exponential(magnitude, exponent + 1) / x : x * Exponential(magnitude, exponent - 1)
            : Exponential(magnitude, exponent);
    }

    private static Expression Exponential(Expression x, double exponent)
        => Expression.Apply(UnaryOperation.Exp, Expression.Apply(UnaryOperation.Log, x) * exponent);

    private static bool IsInteger(double exponent) => exponent == Math.Floor(exponent);

    private static bool IsOdd(double exponent) => exponent % 2 != 0;
}
