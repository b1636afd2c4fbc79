using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>A window over each channel by itself.</summary>
internal abstract class PoolLayer : Layer
{
    public override bool MixesSteps => true;

    public sealed override bool TakesImages => true;

    public sealed override Tensor? Build(LayerContext context)
    {
        var size = Window.Size(context, "window", "height", "width");
        var stride = context.Sides("Stride", 1, size);
        var padding = context.Sides("Padding", 0, (0, 0));
        CheckPadding(context, padding, size);
        if (!context.IsReady)
        {
            return null;
        }

        var isSquare = context.Has("window");
        var height = new WindowSide(
            "Height", isSquare ? "window" : "height", context.Input.Shape[1], size.Height, stride.Height, padding.Height, 1)
        { MayMissInput = false };
        var width = new WindowSide(
            "Width", isSquare ? "window" : "width", context.Input.Shape[2], size.Width, stride.Width, padding.Width, 1)
        { MayMissInput = false };
        if (!Window.Check(context, null, height, width) || context.Output(Window.Shape(context.Input.Shape[0], height, width)) is not { } output)
        {
            return null;
        }

        var b = context.Builder;
        Axis c = b.Axis("c", output.Dimensions[0]), y = b.Axis("y", height.Outputs), x = b.Axis("x", width.Outputs), wy = b.Axis("wy", size.Height),
            wx = b.Axis("wx", size.Width);
        var read = context.Input.Tensor.At(c, (y * stride.Height) + wy - padding.Height, (x * stride.Width) + wx - padding.Width);
        return Pool(context, output, [c, y, x], read, height, width) ? output : null;
    }

    /// <summary>Appends the loops over the windows; false where something was reported.</summary>
    protected abstract bool Pool(LayerContext context, Tensor output, Affine[] index, Expression read, WindowSide height, WindowSide width);

    /// <summary>PyTorch's rule: so every window has an element of the input in it.</summary>
    private static void CheckPadding(LayerContext context, (int Height, int Width) padding, (int Height, int Width) size)
    {
        foreach (var (side, amount, window) in new[] { ("Height", padding.Height, size.Height), ("Width", padding.Width, size.Width) })
        {
            if (amount > window / 2 && !context.HasFailed)
            {
                context.Report(
                    Descriptors.PaddingTooLarge,
                    context.Has("Padding" + side) ? "Padding" + side : "Padding",
                    [context.Declaration.Text, Literal.Of(amount), Literal.Of(window), Literal.Of(window / 2)],
                    ["here", Literal.Of(window / 2)]);
            }
        }
    }
}
