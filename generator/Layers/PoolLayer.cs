using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>A window over each channel of an image by itself, or over each feature of a sequence.</summary>
internal abstract class PoolLayer : Layer
{
    private static readonly string[] ImageSides = ["Height", "Width"];
    private static readonly bool[] Ends = [false, true];

    public sealed override bool TakesImages => true;

    public sealed override bool TakesSequences => true;

    public sealed override bool IsPerStep(LayerDeclaration declaration) => false;

    public sealed override Tensor? Build(LayerContext context)
    {
        var (height, width) = WindowArguments.OfImage(context, "window", "height", "width", isPool: true);
        var steps = height.AlongSteps(context);
        WindowArguments.CheckCombinations(context);
        CheckArguments(context);
        if (!context.IsReady)
        {
            CheckPadding(context, height, width, steps);
            return null;
        }

        if (!SuitArguments(context))
        {
            return null;
        }

        WindowArguments[] along = context.Input.IsSequence ? [steps] : [height, width];
        CheckPadding(context, along);
        if (!context.IsReady)
        {
            return null;
        }

        var sides = along.Select((arguments, i) => arguments.Over(context.Input.Shape[context.Input.IsSequence ? 0 : 1 + i])).ToArray();
        if (!Window.Check(context, null, sides))
        {
            return null;
        }

        var channels = context.Input.Shape[LayerContext.LaneAxis(context.Input.Shape)];
        var shape = context.Input.IsSequence ? new[] { sides[0].Outputs, channels } : Window.Shape(channels, sides[0], sides[1]);
        if (context.Output(shape) is not { } output)
        {
            return null;
        }

        return Pool(context, output, PoolWindows.Of(context, sides)) ? output : null;
    }

    /// <summary>Reports arguments of one kind of pool that leave open what is meant.</summary>
    protected virtual void CheckArguments(LayerContext context)
    {
    }

    /// <summary>Appends the loops over the windows; false where something was reported.</summary>
    protected abstract bool Pool(LayerContext context, Tensor output, PoolWindows windows);

    /// <summary>Reports arguments for an image where the input is a sequence, or the other way round.</summary>
    private static bool SuitArguments(LayerContext context)
    {
        var ofSteps = Ends.Select(isEnd => WindowArguments.PaddingName("", isEnd));
        var ofImages = ImageSides.SelectMany(side => new[] { "Stride" + side, "Padding" + side, "Dilation" + side }
            .Concat(Ends.Select(isEnd => WindowArguments.PaddingName(side, isEnd)))).Prepend("height");
        if ((context.Input.IsSequence ? ofImages : ofSteps).FirstOrDefault(context.Has) is not { } misplaced)
        {
            return true;
        }

        var advice = misplaced == "height" ? "a sequence [steps, features] has one window, over its steps: leave out the second"
            : context.Input.IsSequence
                ? $"{misplaced} is for images, but {context.Input.ShapeText} from {context.Input.Origin} is a sequence [steps, features]: use Stride, Padding, "
                    + "PaddingBefore or PaddingAfter"
            : $"{misplaced} is for sequences, but {context.Input.ShapeText} from {context.Input.Origin} is an image: use PaddingTop, PaddingBottom, "
                + "PaddingLeft or PaddingRight";
        context.Report(Descriptors.NotSupported, misplaced, [context.Declaration.Text, advice]);
        return false;
    }

    /// <summary>PyTorch's rule: so every window has an element of the input in it.</summary>
    private static void CheckPadding(LayerContext context, params WindowArguments[] along)
    {
        foreach (var (arguments, isEnd) in along.SelectMany(arguments => Ends.Select(isEnd => (arguments, isEnd))))
        {
            var (amount, most) = (isEnd ? arguments.After : arguments.Before, arguments.Reach / 2);
            if (amount > most && !context.HasFailed)
            {
                context.Report(
                    Descriptors.PaddingTooLarge,
                    WindowArguments.WrittenPadding(context, arguments.Side, isEnd),
                    [context.Declaration.Text, Literal.Of(amount), Literal.Of(arguments.Reach), Literal.Of(most)],
                    ["here", Literal.Of(most)]);
            }
        }
    }
}
