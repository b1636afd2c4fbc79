namespace StaticNets;

/// <summary>A rectified linear unit that lets a little through: <c>out = in</c> where in >= 0, <c>slope * in</c> elsewhere.</summary>
/// <param name="slope">The slope for negative inputs. Default: 0.01.</param>
/// <remarks>In and out: any shape. As PyTorch's <c>LeakyReLU</c>. Maas, Hannun and Ng,
/// "Rectifier nonlinearities improve neural network acoustic models" (2013).</remarks>
public sealed class LeakyReluAttribute(double slope = Agreement.LeakySlope) : LayerAttribute
{
    /// <summary>The slope for negative inputs.</summary>
    public double Slope { get; } = slope;
}
