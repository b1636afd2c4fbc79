namespace StaticNets.Generator.Ir;

/// <summary>The scalar meaning of every operation, in double. Emitted code and derivatives are measured against it.</summary>
internal static class Scalar
{
    public static double Evaluate(UnaryOperation operation, double x) => operation switch
    {
        UnaryOperation.Negate => -x,
        UnaryOperation.Exp => Math.Exp(x),
        UnaryOperation.Log => Math.Log(x),
        UnaryOperation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        UnaryOperation.Tanh => Math.Tanh(x),
        UnaryOperation.Erf => Erf(x),
        UnaryOperation.Sqrt => Math.Sqrt(x),
        UnaryOperation.Expm1 => Expm1(x),
        UnaryOperation.Log1p => Log1p(x),
        UnaryOperation.Softplus => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x))),
        UnaryOperation.Relu => x < 0 ? 0 : x,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    public static double Evaluate(BinaryOperation operation, double x, double y) => operation switch
    {
        BinaryOperation.Add => x + y,
        BinaryOperation.Subtract => x - y,
        BinaryOperation.Multiply => x * y,
        BinaryOperation.Divide => x / y,
        BinaryOperation.Maximum => Math.Max(x, y),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    public static bool Evaluate(Comparison comparison, double x, double y) => comparison switch
    {
        Comparison.Less => x < y,
        Comparison.LessOrEqual => x <= y,
        Comparison.Equal => x == y,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    /// <summary>exp(x) - 1 = tanh(x / 2) (exp(x) + 1), which does not subtract numbers near 1.</summary>
    private static double Expm1(double x) => Math.Abs(x) < 1 ? Math.Tanh(x / 2) * (Math.Exp(x) + 1) : Math.Exp(x) - 1;

    /// <summary>The rounding of 1 + x is mended by the slope of log over it, which is exact: log(u) / (u - 1) hardly changes with u (Kahan).</summary>
    private static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>
    /// erf by its Maclaurin series for small arguments and the continued fraction of erfc for large ones (Abramowitz and Stegun 7.1.6, 7.1.14).
    /// </summary>
    private static double Erf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        var magnitude = Math.Abs(x);
        if (magnitude > 6)
        {
            return Math.Sign(x);
        }

        if (magnitude < 2.5)
        {
            double term = x, sum = x;
            for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
            {
                term *= 2 * x * x / ((2 * n) + 1);
                sum += term;
            }

            return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }

        var fraction = 0.0;
        for (var n = 60; n > 0; n--)
        {
            fraction = n / 2.0 / (magnitude + fraction);
        }

        return Math.Sign(x) * (1 - (Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * (magnitude + fraction))));
    }
}
