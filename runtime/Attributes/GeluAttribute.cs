namespace StaticNets;

/// <summary>The Gaussian error linear unit in its exact form: <c>out = in / 2 * (1 + erf(in / sqrt(2)))</c>.</summary>
/// <remarks>In and out: any shape. Hendrycks and Gimpel, "Gaussian error linear units" (2016).</remarks>
public sealed class GeluAttribute : LayerAttribute;
