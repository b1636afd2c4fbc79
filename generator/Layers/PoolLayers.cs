using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>A window over each channel by itself.</summary>
internal abstract class PoolLayer : Layer
{
    public sealed override Tensor? Build(LayerContext context)
    {
        var size = Window.Size(context, "window", "height", "width");
        var stride = context.Sides("Stride", 1, 0);
        stride = (stride.Height == 0 ? size.Height : stride.Height, stride.Width == 0 ? size.Width : stride.Width);
        var padding = context.Sides("Padding", 0, 0);
        if (!IsImage(context) || context.HasFailed || !PaddingFits(context, padding.Height, size.Height, "Height") || !PaddingFits(context, padding.Width, size.Width, "Width")
            || Window.Of(context, size, stride, padding, (1, 1)) is not var (height, width)
            || context.Output(Window.Shape(context.Input.Shape[0], height, width)) is not { } output)
        {
            return null;
        }

        var b = context.Builder;
        Axis c = b.Axis("c", output.Dimensions[0]), y = b.Axis("y", height.Outputs), x = b.Axis("x", width.Outputs), wy = b.Axis("wy", size.Height), wx = b.Axis("wx", size.Width);
        var read = context.Input.Tensor.At(c, (y * stride.Height) + wy - padding.Height, (x * stride.Width) + wx - padding.Width);
        Pool(context, output, [c, y, x], read, height, width);
        return output;
    }

    protected abstract void Pool(LayerContext context, Tensor output, Affine[] index, Expression read, WindowSide height, WindowSide width);

    private static bool PaddingFits(LayerContext context, int padding, int window, string side)
    {
        if (padding <= window / 2)
        {
            return true;
        }

        context.Report(
            Descriptors.PaddingTooLarge,
            context.Has("Padding" + side) ? "Padding" + side : "Padding",
            [context.Declaration.Text, Literal.Of(padding), Literal.Of(window), Literal.Of(window / 2)],
            ["nearest", Literal.Of(window / 2)]);
        return false;
    }
}

/// <summary><c>[MaxPool(window)]</c>: the greatest of each window; padding does not count.</summary>
internal sealed class MaxPoolLayer : PoolLayer
{
    public override string Kind => "MaxPool";

    protected override void Pool(LayerContext context, Tensor output, Affine[] index, Expression read, WindowSide height, WindowSide width)
        => context.Builder.Maximum(output, index, read, $"{context.Comment}: the greatest of each window");
}

/// <summary><c>[AvgPool(window)]</c>: the mean of each window; padding counts as zeros unless <c>CountIncludePad</c> is false.</summary>
internal sealed class AvgPoolLayer : PoolLayer
{
    public override string Kind => "AvgPool";

    protected override void Pool(LayerContext context, Tensor output, Affine[] index, Expression read, WindowSide height, WindowSide width)
    {
        var comment = $"{context.Comment}: the mean of each window";
        if (context.Bool("CountIncludePad", true) || (height.Padding == 0 && width.Padding == 0))
        {
            context.Builder.Sum(output, index, read * (1.0 / ((double)height.Size * width.Size)), comment);
            return;
        }

        var reciprocals = Enumerable.Range(0, height.Outputs).SelectMany(y => Enumerable.Range(0, width.Outputs).Select(x => 1.0 / (Inside(height, y) * Inside(width, x)))).ToArray();
        var table = context.Builder.Constants($"{context.Name}.reciprocals", new[] { height.Outputs, width.Outputs }, reciprocals);
        var sum = context.Builder.Activation($"{context.Name}.sum", output.Dimensions, output.LaneAxis);
        context.Builder.Sum(sum, index, read, $"{context.Comment}: the sum of each window");
        var element = context.Indices(output.Dimensions);
        context.Builder.Assign(output, element, sum.At(element) * table.At(element[1], element[2]), comment);
    }

    /// <summary>How many taps of the window at <paramref name="position"/> lie inside the input.</summary>
    private static int Inside(WindowSide side, int position)
        => Enumerable.Range(0, side.Size).Count(tap => (position * side.Stride) + tap - side.Padding is var at && at >= 0 && at < side.Input);
}

/// <summary><c>[GlobalAvgPool]</c>: the mean of each channel, [channels].</summary>
internal sealed class GlobalAvgPoolLayer : Layer
{
    public override string Kind => "GlobalAvgPool";

    public override Tensor? Build(LayerContext context)
    {
        if (!IsImage(context) || context.Output(new[] { context.Input.Shape[0] }) is not { } output)
        {
            return null;
        }

        var index = context.Indices(context.Input.Shape);
        context.Builder.Sum(output, [index[0]], context.Input.Tensor.At(index) * (1.0 / ((double)context.Input.Shape[1] * context.Input.Shape[2])), $"{context.Comment}: the mean of each channel");
        return output;
    }
}
