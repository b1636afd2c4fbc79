using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>The shape rule that convolutions and pools share, and its messages.</summary>
internal static class Window
{
    /// <summary>How far from what was written a better stride or padding is looked for.</summary>
    private const int SearchedChoices = 64;

    /// <summary>The window's size from <c>(n)</c> or <c>(height, width)</c>.</summary>
    public static (int Height, int Width) Size(LayerContext context, string both, string height, string width)
    {
        if (context.Has(both))
        {
            var size = context.AtLeast(1, both, 1);
            return (size, size);
        }

        return (context.AtLeast(1, height, 1), context.AtLeast(1, width, 1));
    }

    /// <summary>
    /// Reports a window or padding that cannot be indexed, a window that is larger than its padded input, and input that the stride leaves out.
    /// </summary>
    /// <param name="meant">The arguments that were meant where those written seem to be in another order; else null.</param>
    /// <returns>Whether the window fits.</returns>
    public static bool Check(LayerContext context, string? meant, params WindowSide[] sides)
    {
        // Before anything multiplies: positions must be ints, even in padding.
        if (sides.FirstOrDefault(side => side.Reach > LayerContext.MaximumElements) is { } wide)
        {
            context.Report(
                Descriptors.TooLarge,
                wide.SizeArgument,
                [context.Declaration.Text, Literal.Of(wide.Reach), $"{wide.Unit}s", Literal.Of(LayerContext.MaximumElements)]);
            return false;
        }

        var padded = sides.Aggregate((double)context.Input.Tensor.Size, (elements, side) => elements / side.Input * side.Padded);
        if (padded > LayerContext.MaximumElements)
        {
            var widest = sides.OrderByDescending(side => Math.Max(side.Before, side.After)).First();
            context.Report(
                Descriptors.TooLarge,
                WindowArguments.WrittenPadding(context, widest.Side, widest.After > widest.Before),
                [context.Declaration.Text, LayerContext.Count(padded), "elements of padded input", Literal.Of(LayerContext.MaximumElements)]);
            return false;
        }

        if (sides.Any(side => !side.Fits))
        {
            ReportTooLarge(context, meant, sides);
            return false;
        }

        if (sides.FirstOrDefault(side => !side.MayMissInput && !side.AlwaysMeetsInput) is { } missing)
        {
            context.Report(
                Descriptors.NotSupported,
                missing.SizeArgument,
                [
                    context.Declaration.Text,
                    $"a window meets nothing but padding, as {context.Input.ShapeText} from {context.Input.Origin} has {Literal.Of(missing.Input)} "
                        + $"{missing.Unit}{(missing.Input == 1 ? "" : "s")}: use a smaller {(missing.Dilation > 1 ? "Dilation" : "padding")}",
                ]);
            return false;
        }

        if (meant is not null)
        {
            PyTorchOrder.Report(context, meant, string.Join("x", sides.Select(side => Literal.Of(side.Size))));
        }
        else if (ImageShape.WithChannelsFirst(context.Input) is { } picture && ImageShape.IsPicture(context.Input))
        {
            context.Report(
                Descriptors.ChannelsLast,
                null,
                [
                    context.Declaration.Text,
                    Literal.Of(context.Input.Shape[0]),
                    $"{Literal.Of(context.Input.Shape[1])}x{Literal.Of(context.Input.Shape[2])}",
                    context.Input.Origin,
                    ImageShape.Declared(context.Input.Source!, picture),
                ],
                ["arguments", picture],
                context.Input.Source!.Span);
        }

        if (sides.Any(side => side.Dropped > 0))
        {
            ReportDropped(context, sides);
        }

        return true;
    }

    /// <summary>Shape of an image.</summary>
    public static EquatableArray<int> Shape(int channels, WindowSide height, WindowSide width) => new[] { channels, height.Outputs, width.Outputs };

    private static void ReportTooLarge(LayerContext context, string? meant, WindowSide[] sides)
    {
        var tooLarge = sides.Where(side => !side.Fits).ToList();
        var sizes = tooLarge.GroupBy(side => side.SizeArgument).Select(group => (Argument: group.Key, Size: group.Min(side => side.LargestSize))).ToList();
        string[] Arguments(string advice) =>
        [
            context.Declaration.Text,
            string.Join("x", sides.Select(side => Literal.Of(Math.Max(1, side.Reach - (side.Padded - side.Input))))),
            context.Input.ShapeText,
            context.Input.Origin,
            advice,
        ];

        // A smaller window would only hide what is wrong.
        if (meant is not null)
        {
            var advice = $"{context.Declaration.Kind}({meant}), if these are PyTorch's arguments, whose first is the number of input channels";
            context.Report(Descriptors.WindowTooLarge, sizes[0].Argument, Arguments(advice), ["arguments", meant]);
            return;
        }

        if (ImageShape.WithChannelsFirst(context.Input) is { } picture)
        {
            var advice = $"{ImageShape.Declared(context.Input.Source!, picture)}: shapes are [channels, height, width], channels come first";
            context.Report(Descriptors.WindowTooLarge, sizes[0].Argument, Arguments(advice), ["arguments", picture], context.Input.Source!.Span);
            return;
        }

        var choices = new List<string> { $"a {string.Join(" and a ", sizes.Select(size => $"{size.Argument} of at most {Literal.Of(size.Size)}"))}" };
        var properties = new List<string> { "here", Literal.Of(sizes[0].Size) };
        if (sides.All(side => side.MayMissInput))
        {
            var padding = ChoosePadding(context, tooLarge);
            choices.Add(string.Join(" and ", padding.Select(entry => $"{entry.Property} of at least {Literal.Of(entry.Value)}")));
            properties.AddRange(padding.SelectMany(entry => new[] { entry.Property, Literal.Of(entry.Value) }));
            if (tooLarge.Any(side => side.Dilation > 1))
            {
                choices.Add($"Dilation of at most {Literal.Of(tooLarge.Min(side => Math.Max(1, (side.Padded - 1) / Math.Max(1, side.Size - 1))))}");
            }
        }

        context.Report(
            Descriptors.WindowTooLarge,
            sizes[0].Argument,
            Arguments(string.Join(", or ", choices)),
            [.. properties]);
    }

    /// <summary>As one property, unless the sides' paddings, or those of their ends, are written apart.</summary>
    private static List<(string Property, long Value)> ChoosePadding(LayerContext context, List<WindowSide> sides)
        => sides.Any(side => side.Before != side.After)
            ? [.. sides.Select(side => (WindowArguments.PaddingName(side.Side, isEnd: true), side.After + side.Reach - side.Padded))]
            : context.Has("PaddingHeight") || context.Has("PaddingWidth")
            ? [.. sides.Select(side => ("Padding" + side.Side, side.SmallestPadding))]
            : [("Padding", sides.Max(side => side.SmallestPadding))];

    private static void ReportDropped(LayerContext context, WindowSide[] sides)
    {
        var dropping = sides.Where(side => side.Dropped > 0).ToList();
        var what = string.Join(" and ", dropping.Select(side => side.Dropped == 1 ? side.Unit : $"{Literal.Of(side.Dropped)} {side.Unit}s"));
        var property = new[] { "Stride" }.Concat(dropping.Select(side => "Stride" + side.Side)).LastOrDefault(context.Has);
        var choices = new List<string>();
        var properties = new List<string>();
        var start = (int)dropping.Max(side => Math.Min(side.Stride, side.Padded - side.Reach));
        foreach (var stride in Enumerable.Range(0, Math.Min(start, SearchedChoices)).Select(less => start - less).Append(1))
        {
            if (dropping.All(side => Changed(side, side.Arguments with { Stride = stride }).Dropped == 0))
            {
                choices.Add($"Stride of {Literal.Of(stride)}");
                properties.AddRange([property ?? "Stride", Literal.Of(stride)]);
                break;
            }
        }

        var padding = Enumerable.Range((int)dropping.Max(side => side.Before), SearchedChoices).Skip(1).FirstOrDefault(more => dropping.All(
            side => (side.MayMissInput || more <= side.Reach / 2) && Changed(side, side.Arguments with { Before = more, After = more }).Dropped == 0));
        if (padding > 0 && !dropping.Any(side => side.Arguments.IsSame || side.Before != side.After))
        {
            choices.Add($"Padding of {Literal.Of(padding)}");
            properties.AddRange(["Padding", Literal.Of(padding)]);
        }

        context.Report(
            Descriptors.DropsInput,
            property,
            [context.Declaration.Text, context.Input.ShapeText, context.Input.Origin, what, string.Join(" or ", choices)],
            [.. properties]);
    }

    private static WindowSide Changed(WindowSide side, WindowArguments arguments) => arguments.Over(side.Input);
}
