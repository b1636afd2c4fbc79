using StaticNets.Generator.Context;

namespace StaticNets.Generator.Layers;

/// <summary><c>[GroupNorm(groups)]</c>: each group of neighbouring channels is normalised at all positions together (Wu and He 2018).</summary>
internal sealed class GroupNormLayer : ChannelNormLayer
{
    public override string Kind => "GroupNorm";

    protected override int? WantedGroups(LayerContext context) => context.AtLeast(1, "groups", 1);

    protected override bool HasParameters(LayerContext context) => true;

    protected override bool HasGroups(LayerContext context, int groups, int channels)
        => Shared.Groups.Divide(context, "groups", groups, channels, channels);
}
