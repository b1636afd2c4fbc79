namespace StaticNets;

/// <summary>The natural logarithm: <c>out = log(in)</c>.</summary>
/// <remarks>In and out: any shape. At most 1.5 ulp from exact; -infinity at 0, NaN below.</remarks>
public sealed class LogAttribute : LayerAttribute;
