using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>What the arguments say of a window along one side, whatever it moves over.</summary>
/// <param name="Side">"Height", "Width", or empty for the steps of a sequence: what the names of this side's properties end in.</param>
/// <param name="SizeArgument">The argument that gives the size.</param>
/// <param name="Before">Padding at the beginning; without meaning where <see cref="IsSame"/>.</param>
/// <param name="After">Padding at the end; without meaning where <see cref="IsSame"/>.</param>
internal sealed record WindowArguments(string Side, string SizeArgument, int Size, int Stride, int Before, int After, int Dilation)
{
    /// <summary>The argument that says that a step of the output sees no later steps of the input.</summary>
    public const string Causal = "Causal";

    private const string Same = "Same";

    /// <summary>Whether the padding is what gives ceil(input / stride) outputs.</summary>
    public bool IsSame { get; private init; }

    /// <summary>Whether all padding is at the beginning, so that an output sees its own step and those before.</summary>
    public bool IsCausal { get; private init; }

    /// <summary>Whether a last window that reaches beyond the padding is there too, if it begins before the padding at the end.</summary>
    public bool TakesRest { get; private init; }

    /// <summary>Whether a position may have nothing but padding in it; if not, at most half the window is padding.</summary>
    public bool MayMissInput { get; private init; } = true;

    /// <summary>How far the taps reach.</summary>
    public long Reach => ((Size - 1L) * Dilation) + 1;

    /// <summary>The property for the padding at the beginning of a side, or at its end.</summary>
    public static string PaddingName(string side, bool isEnd) => side switch
    {
        "Height" => isEnd ? "PaddingBottom" : "PaddingTop",
        "Width" => isEnd ? "PaddingRight" : "PaddingLeft",
        _ => isEnd ? "PaddingAfter" : "PaddingBefore",
    };

    /// <summary>The most particular property that is written for the padding at the beginning of a side, or at its end.</summary>
    public static string WrittenPadding(LayerContext context, string side, bool isEnd)
        => new[] { PaddingName(side, isEnd), "Padding" + side }.FirstOrDefault(context.Has) ?? "Padding";

    /// <summary>Along the height and the width of an image.</summary>
    /// <param name="both">The argument that gives both sizes.</param>
    /// <param name="isPool">Whether a stride is the window where none is written, and a window has an element of the input in it.</param>
    public static (WindowArguments Height, WindowArguments Width) OfImage(LayerContext context, string both, string height, string width, bool isPool)
    {
        var size = Window.Size(context, both, height, width);
        var stride = context.Sides("Stride", 1, isPool ? size : (1, 1));
        var padding = context.Sides("Padding", 0, (0, 0));
        var dilation = context.Sides("Dilation", 1, (1, 1));
        var isSquare = context.Has(both);
        return (
            Padded(context, new("Height", isSquare ? both : height, size.Height, stride.Height, padding.Height, padding.Height, dilation.Height), isPool),
            Padded(context, new("Width", isSquare ? both : width, size.Width, stride.Width, padding.Width, padding.Width, dilation.Width), isPool));
    }

    /// <summary>Along the steps of a sequence.</summary>
    public static WindowArguments OfSequence(LayerContext context, string size)
    {
        var padding = context.AtLeast(0, "Padding", 0);
        return Padded(
            context,
            new("", size, context.AtLeast(1, size, 1), context.AtLeast(1, "Stride", 1), padding, padding, context.AtLeast(1, "Dilation", 1)),
            isPool: false);
    }

    /// <summary>The same window along the steps of a sequence, with what is written for those.</summary>
    public WindowArguments AlongSteps(LayerContext context)
    {
        // What is wrong with it has been reported.
        var padding = context.Int("Padding") is >= 0 and <= LayerContext.MaximumElements and var written ? written : 0;
        return this with
        {
            Side = "",
            Before = context.AtLeast(0, PaddingName("", isEnd: false), padding),
            After = context.AtLeast(0, PaddingName("", isEnd: true), padding),
        };
    }

    /// <summary>Reports properties that leave open what is meant.</summary>
    public static void CheckCombinations(LayerContext context)
    {
        var chooser = context.Bool(Causal, false) ? Causal : context.Bool(Same, false) ? Same : null;
        if (chooser is null)
        {
            return;
        }

        if (chooser == Causal && context.Bool(Same, false))
        {
            context.Report(Descriptors.NotSupported, Same, [context.Declaration.Text, "Causal chooses the padding: leave out Same or Causal"]);
        }

        var paddings = from side in new[] { "Height", "Width", "" } from isEnd in new[] { false, true } select PaddingName(side, isEnd);
        if (new[] { "Padding", "PaddingHeight", "PaddingWidth" }.Concat(paddings).FirstOrDefault(context.Has) is { } padding)
        {
            context.Report(Descriptors.NotSupported, padding, [context.Declaration.Text, $"{chooser} chooses the padding: leave out {padding} or {chooser}"]);
        }

        if (chooser == Same && context.Bool("CeilMode", false))
        {
            context.Report(
                Descriptors.NotSupported,
                "CeilMode",
                [context.Declaration.Text, "with Same the last window always covers the end of the input: leave out CeilMode or Same"]);
        }
    }

    /// <summary>The window along a side of this many elements.</summary>
    public WindowSide Over(int input)
    {
        long before = Before, after = After;
        if (IsSame)
        {
            var padding = Math.Max(0, (((((long)input + Stride - 1) / Stride) - 1) * Stride) + Reach - input);
            (before, after) = (padding / 2, padding - (padding / 2));
        }
        else if (IsCausal)
        {
            (before, after) = (Reach - 1, 0);
        }

        return new(this, input, before, after);
    }

    private static WindowArguments Padded(LayerContext context, WindowArguments arguments, bool isPool) => arguments with
    {
        Before = context.AtLeast(0, PaddingName(arguments.Side, isEnd: false), arguments.Before),
        After = context.AtLeast(0, PaddingName(arguments.Side, isEnd: true), arguments.After),
        IsSame = context.Bool(Same, false),
        IsCausal = context.Bool(Causal, false),
        TakesRest = context.Bool("CeilMode", false),
        MayMissInput = !isPool,
    };
}
