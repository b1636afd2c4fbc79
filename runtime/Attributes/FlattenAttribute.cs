namespace StaticNets;

/// <summary>Makes a vector of any shape, in row-major order; moves no values.</summary>
/// <remarks>In: any shape. Out: <c>[features]</c>, as many as the input has elements.</remarks>
public sealed class FlattenAttribute : LayerAttribute;
