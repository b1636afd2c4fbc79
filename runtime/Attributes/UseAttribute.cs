namespace StaticNets;

/// <summary>The layers of a block, as if they were written here.</summary>
/// <param name="block">A class of this assembly marked with <see cref="BlockAttribute"/>.</param>
/// <remarks>
/// In and out: what the block's first layer takes and its last layer gives. Each use has parameters of its own, prefixed
/// <c>block{n}.</c> with n numbered through the network from 1, such as <c>block1.dense1.weight</c>; with a
/// <see cref="LayerAttribute.Name"/> they are prefixed <c>{Name}{n}.</c> with n numbered through this use.
/// </remarks>
public sealed class UseAttribute(Type block) : LayerAttribute
{
    /// <summary>A class of this assembly marked with <see cref="BlockAttribute"/>.</summary>
    public Type Block { get; } = block;

    /// <summary>How many times the block is applied, one after another, at least 1. Default: 1.</summary>
    public int Repeat { get; set; } = 1;
}
