using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>The windows of a pool.</summary>
/// <param name="Output">The index of an output.</param>
/// <param name="Input">The index of a tap of its window.</param>
/// <param name="Sides">Along the height and the width of an image, or the steps of a sequence.</param>
/// <param name="Positions">The axes of the output that <paramref name="Sides"/> are.</param>
/// <param name="Lengths">How many outputs are real; null where all are.</param>
internal sealed record PoolWindows(Affine[] Output, Affine[] Input, ImmutableArray<WindowSide> Sides, ImmutableArray<int> Positions, Tensor? Lengths)
{
    public static PoolWindows Of(LayerContext context, WindowSide[] sides)
    {
        var b = context.Builder;
        if (sides is [var steps])
        {
            Axis step = b.Axis("step", steps.Outputs), i = b.Axis("i", context.Input.Shape[1]), w = b.Axis("w", steps.Size);
            return new([step, i], [steps.At(step, w), i], [steps], [0], StepWindow.Shorten(context, steps));
        }

        var (height, width) = (sides[0], sides[1]);
        Axis c = b.Axis("c", context.Input.Shape[0]), y = b.Axis("y", height.Outputs), x = b.Axis("x", width.Outputs);
        Axis wy = b.Axis("wy", height.Size), wx = b.Axis("wx", width.Size);
        return new([c, y, x], [c, height.At(y, wy), width.At(x, wx)], [height, width], [1, 2], null);
    }
}
