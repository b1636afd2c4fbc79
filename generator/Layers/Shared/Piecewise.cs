using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Functions of several pieces. NaN goes through the last of them, and where pieces meet the derivative is PyTorch's.</summary>
internal static class Piecewise
{
    /// <summary>One expression up to a number, another from a second number on, both included, and a third between them.</summary>
    public static Expression Between(Expression x, double least, Expression below, double greatest, Expression above, Expression between)
        => new Select(Comparison.LessOrEqual, x, least, below, new Select(Comparison.LessOrEqual, greatest, x, above, between));

    /// <summary>x without its sign; the derivative at 0 is 0.</summary>
    public static Expression Absolute(Expression x) => new Select(Comparison.Less, x, 0, -x, new Select(Comparison.Equal, x, 0, 0, x));

    /// <summary>positive * x where x is positive, else negative * (exp(x) - 1).</summary>
    public static Func<Expression, Expression> Exponential(double positive, double negative)
        => x => new Select(Comparison.Less, 0, x, x * positive, Expression.Apply(UnaryOperation.Expm1, x) * negative);
}
