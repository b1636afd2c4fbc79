namespace StaticNets;

/// <summary>The rectified linear unit: <c>out = max(in, 0)</c>.</summary>
/// <remarks>In and out: any shape. The derivative at 0 is 0. Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines" (2010).</remarks>
public sealed class ReluAttribute : LayerAttribute;
