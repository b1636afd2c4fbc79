namespace StaticNets;

/// <summary>The largest magnitudes that a step reads: what its results can be bounded by without computing them. Infinite or NaN where a value is.</summary>
/// <param name="Gradient">Of the gradient.</param>
/// <param name="Parameter">Of the parameters; 0 where the step's bound does not depend on it.</param>
/// <param name="State0">Of the first state; 0 without.</param>
/// <param name="State1">Of the second state; 0 without.</param>
internal readonly record struct Magnitudes(double Gradient, double Parameter, double State0, double State1)
{
    /// <summary>The magnitudes of two ranges together.</summary>
    public Magnitudes With(in Magnitudes other) => new(
        Math.Max(Gradient, other.Gradient), Math.Max(Parameter, other.Parameter), Math.Max(State0, other.State0), Math.Max(State1, other.State1));
}

/// <summary>What the results of a step cannot exceed.</summary>
/// <param name="Largest">Of everything that is computed on the way, apart from sums with the parameters themselves.</param>
/// <param name="Change">Of what is added to a parameter.</param>
/// <param name="State0">Of the first state after the step.</param>
/// <param name="State1">Of the second state after the step.</param>
internal readonly record struct StepBound(double Largest, double Change, double State0, double State1)
{
    /// <summary>Room for rounding: bounds are computed as if there were none.</summary>
    public const double Rounding = 1.0 / (1 << 20);

    // 2^126, half of what a float holds.
    private const double LargestSafe = 8.5070591730234616e37;

    // 2^100. Half the distance between the largest floats is 2^103: less than that makes no finite parameter infinite, however large it is.
    private const double LargestSafeChange = 1.2676506002282294e30;

    /// <summary>Whether every result is surely finite. A bound that is NaN says nothing.</summary>
    public bool IsSafe => Largest <= LargestSafe && Change <= LargestSafeChange;
}
