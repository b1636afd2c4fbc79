using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>One side of a sliding window: positions are 0 to <see cref="Outputs"/> - 1, taps 0 to <see cref="Size"/> - 1.</summary>
internal sealed record WindowSide(string Side, int Input, int Size, int Stride, int Padding, int Dilation)
{
    /// <summary>How far the taps reach.</summary>
    public long Reach => ((Size - 1L) * Dilation) + 1;

    public long Padded => Input + (2L * Padding);

    public int Outputs => (int)Math.Min(int.MaxValue, ((Padded - Reach) / Stride) + 1);

    /// <summary>Columns or rows at the end that no window reaches.</summary>
    public long Dropped => Padded - Reach - ((Outputs - 1L) * Stride);
}

/// <summary>The shape rule that convolutions and pools share: floor((n + 2p - d (k - 1) - 1) / s) + 1, as in PyTorch.</summary>
internal static class Window
{
    /// <summary>The two sides of a window over an image, or null where it does not fit, which is reported.</summary>
    public static (WindowSide Height, WindowSide Width)? Of(LayerContext context, (int Height, int Width) size, (int Height, int Width) stride, (int Height, int Width) padding, (int Height, int Width) dilation)
    {
        var shape = context.Input.Shape;
        WindowSide height = new("Height", shape[1], size.Height, stride.Height, padding.Height, dilation.Height), width = new("Width", shape[2], size.Width, stride.Width, padding.Width, dilation.Width);
        return Fits(context, [height, width]) ? (height, width) : null;
    }

    /// <summary>Reports a window that is larger than its padded input, and input that the stride leaves out.</summary>
    public static bool Fits(LayerContext context, IReadOnlyList<WindowSide> sides)
    {
        var tooLarge = sides.Where(side => side.Reach > side.Padded).ToList();
        if (tooLarge.Count > 0)
        {
            var side = tooLarge.OrderByDescending(candidate => candidate.Reach - candidate.Padded).First();
            var kernel = tooLarge.Min(candidate => ((candidate.Padded - 1) / candidate.Dilation) + 1);
            var padding = tooLarge.Max(candidate => (candidate.Reach - candidate.Input + 1) / 2);
            var isConvolution = context.Declaration.Kind.StartsWith("Conv", StringComparison.Ordinal);
            var what = isConvolution ? "kernel" : "window";
            var choices = kernel >= 1 ? $"a {what} of at most {Literal.Of(kernel)}, or Padding of at least {Literal.Of(padding)}" : $"Padding of at least {Literal.Of(padding)}";
            if (!isConvolution)
            {
                // Padding of a pool is limited to half its window, which a smaller window satisfies too.
                choices = $"a {what} of at most {Literal.Of(kernel)}";
            }

            context.Report(
                Descriptors.WindowTooLarge,
                ArgumentOf(context, side),
                [context.Declaration.Text, string.Join("x", sides.Select(candidate => Literal.Of(Math.Max(1, candidate.Reach - (2L * candidate.Padding))))), context.Input.ShapeText, context.Input.Origin, choices],
                ["nearest", Literal.Of(kernel), "padding", Literal.Of(padding)]);
            return false;
        }

        foreach (var side in sides.Where(side => side.Dropped > 0))
        {
            var what = sides.Count == 1 ? "step" : side.Side == "Height" ? "row" : "column";
            var better = Enumerable.Range(1, side.Stride).Last(stride => (side.Padded - side.Reach) % stride == 0);
            context.Report(
                Descriptors.DropsInput,
                context.Has("Stride" + side.Side) ? "Stride" + side.Side : context.Has("Stride") ? "Stride" : null,
                [context.Declaration.Text, context.Input.ShapeText, context.Input.Origin, side.Dropped == 1 ? what : $"{Literal.Of(side.Dropped)} {what}s", $"a stride of {Literal.Of(better)}"],
                ["nearest", Literal.Of(better)]);
        }

        return true;
    }

    /// <summary>The window's sides from <c>(n)</c> or <c>(height, width)</c>.</summary>
    public static (int Height, int Width) Size(LayerContext context, string both, string height, string width)
    {
        if (context.Has(both))
        {
            var size = context.AtLeast(1, both, 1);
            return (size, size);
        }

        return (context.AtLeast(1, height, 1), context.AtLeast(1, width, 1));
    }

    private static string? ArgumentOf(LayerContext context, WindowSide side)
        => new[] { "kernel", "window", "kernel" + side.Side, side.Side.ToLowerInvariant() }.FirstOrDefault(context.Has);

    /// <summary>Shape of an image.</summary>
    public static EquatableArray<int> Shape(int channels, WindowSide height, WindowSide width) => new[] { channels, height.Outputs, width.Outputs };
}
