namespace StaticNets;

/// <summary>Numbers that are not trained: <c>out = factor * in + shift</c>.</summary>
/// <param name="factor">What inputs are multiplied with: a finite number.</param>
/// <param name="shift">What is added to the product: a finite number. Default: 0.</param>
/// <remarks>In and out: any shape. Rounded once or twice, as the processor's multiply-add does.</remarks>
public sealed class ScaleAttribute(double factor, double shift = Agreement.Shift) : LayerAttribute
{
    /// <summary>What inputs are multiplied with.</summary>
    public double Factor { get; } = factor;

    /// <summary>What is added to the product.</summary>
    public double Shift { get; } = shift;
}
