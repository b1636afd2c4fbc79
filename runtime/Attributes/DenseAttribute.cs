namespace StaticNets;

/// <summary>
/// A fully connected layer over the last axis: <c>out[u] = bias[u] + sum over f of weight[u, f] * in[f]</c>, at every step of
/// a sequence, and every place of the other axes of a larger shape, with the same weights.
/// </summary>
/// <param name="units">The number of outputs.</param>
/// <remarks>
/// <para>In: <c>[features]</c>, <c>[steps, features]</c> or any shape of more than three axes; an image needs <see cref="FlattenAttribute"/> first. Out:
/// <c>[units]</c> or <c>[steps, units]</c>, the like of larger shapes.</para>
/// <para>Parameters: <c>weight</c> <c>[units, features]</c>, <c>bias</c> <c>[units]</c>. As PyTorch's <c>Linear</c>.</para>
/// </remarks>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>Whether each unit has a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;
}
