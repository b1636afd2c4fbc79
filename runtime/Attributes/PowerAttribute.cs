namespace StaticNets;

/// <summary>A power: <c>out = in ^ exponent</c>.</summary>
/// <param name="exponent">The exponent, a finite number, rounded to a float.</param>
/// <remarks>In and out: any shape. As PyTorch's <c>pow</c>: where the exponent is no integer, negative inputs give NaN; an exponent of 0 gives 1, and 0 to a
/// negative one infinity. Integers from -16 to 16 are products, rounded once for each, and halves are roots; for others the error is about 4 units in the last
/// place of exponent * log(in), at most 5e-6 of the result.</remarks>
public sealed class PowerAttribute(double exponent) : LayerAttribute
{
    /// <summary>The exponent.</summary>
    public double Exponent { get; } = exponent;
}
