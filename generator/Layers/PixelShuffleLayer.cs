using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[PixelShuffle(factor)]</c>: channels become positions, out[c, f y + i, f x + j] = in[f^2 c + f i + j, y, x] (Shi et al. 2016).</summary>
internal sealed class PixelShuffleLayer : Layer
{
    public override string Kind => "PixelShuffle";

    public override bool TakesImages => true;

    public override Tensor? Build(LayerContext context)
    {
        // Twice multiplied with itself it is still an int.
        var factor = context.AtLeast(1, "factor", 1, most: 1 << 15);
        if (!context.IsReady)
        {
            return null;
        }

        int channels = context.Input.Shape[0], height = context.Input.Shape[1], width = context.Input.Shape[2];
        if (channels % (factor * factor) != 0)
        {
            var most = (int)Math.Sqrt(channels);
            var possible = Enumerable.Range(1, most).Where(candidate => channels % (candidate * candidate) == 0).ToList();
            var nearest = possible.OrderBy(candidate => Math.Abs(candidate - factor)).First();
            context.Report(
                Descriptors.NotSupported,
                "factor",
                [
                    context.Declaration.Text,
                    $"it makes 1 channel of {Literal.Of((long)factor * factor)}, but {context.Input.ShapeText} from {context.Input.Origin} has "
                        + $"{Literal.Of(channels)}: use a factor of {string.Join(" or ", possible.Select(candidate => Literal.Of(candidate)))}, or as "
                        + "many channels as it takes",
                ],
                ["here", Literal.Of(nearest)]);
            return null;
        }

        // There are as many elements as before.
        if (context.Output(new[] { channels / (factor * factor), height * factor, width * factor }) is not { } output)
        {
            return null;
        }

        var b = context.Builder;
        Axis c = b.Axis("c", output.Dimensions[0]), y = b.Axis("y", height), i = b.Axis("i", factor), x = b.Axis("x", width), j = b.Axis("j", factor);
        b.Assign(
            output,
            [c, (y * factor) + i, (x * factor) + j],
            context.Input.Tensor.At((c * (factor * factor)) + (i * factor) + j, y, x),
            context.Comment);
        return output;
    }
}
