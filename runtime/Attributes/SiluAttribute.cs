namespace StaticNets;

/// <summary>The sigmoid linear unit: <c>out = in / (1 + exp(-in))</c>.</summary>
/// <remarks>In and out: any shape. Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function
/// approximation in reinforcement learning" (2017).</remarks>
public sealed class SiluAttribute : LayerAttribute;
