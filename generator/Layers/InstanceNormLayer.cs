using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers;

/// <summary><c>[InstanceNorm]</c>: each channel is normalised over its positions (Ulyanov, Vedaldi and Lempitsky 2016).</summary>
internal sealed class InstanceNormLayer : ChannelNormLayer
{
    public override string Kind => "InstanceNorm";

    protected override int? WantedGroups(LayerContext context) => null;

    protected override bool HasParameters(LayerContext context) => context.Bool("Affine", false);

    protected override bool HasGroups(LayerContext context, int groups, int channels)
    {
        if (context.Input.Rank == 1)
        {
            WrongRank(context, $"{AnImage} or {ASequence}", ": a channel of one value has no variance; use LayerNorm", "kind", "LayerNorm");
            return false;
        }

        if (context.Input.Tensor.Size > channels)
        {
            return true;
        }

        context.Report(
            Descriptors.NotSupported,
            null,
            [
                context.Declaration.Text,
                $"each channel of {context.Input.ShapeText} from {context.Input.Origin} is one value, which has no variance; use LayerNorm, or leave it out",
            ]);
        return false;
    }
}
