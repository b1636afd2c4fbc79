namespace StaticNets;

/// <summary>The axes in another order: axis i of the output is axis <c>axes[i]</c> of the input, so that <c>Permute(1, 0)</c> transposes a matrix.</summary>
/// <param name="axes">Every axis of the input once, the first of an example being 0; negative ones count from the end, -1 being the last.</param>
/// <remarks>In: any shape; no sequence with lengths. Out: <c>out.Shape[i] = in.Shape[axes[i]]</c>.</remarks>
public sealed class PermuteAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>For every axis of the output the one of the input.</summary>
    public int[] Axes { get; } = axes;
}
