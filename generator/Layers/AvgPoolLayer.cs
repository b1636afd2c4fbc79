using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[AvgPool(window)]</c>: the mean of each window; padding counts as zeros unless <c>CountIncludePad</c> is false, or it is that of <c>Same</c>.
/// </summary>
internal sealed class AvgPoolLayer : PoolLayer
{
    private const string CountIncludePad = "CountIncludePad";

    public override string Kind => "AvgPool";

    protected override void CheckArguments(LayerContext context)
    {
        if (context.Bool("Same", false) && context.Bool(CountIncludePad, false))
        {
            context.Report(
                Descriptors.NotSupported,
                CountIncludePad,
                [context.Declaration.Text, "the padding of Same never counts in a mean: leave out CountIncludePad = true or Same"]);
        }
    }

    protected override bool Pool(LayerContext context, Tensor output, PoolWindows windows)
    {
        var comment = $"{context.Comment}: the mean of each window";
        var countsPadding = context.Bool(CountIncludePad, true) && !windows.Sides[0].Arguments.IsSame;
        var input = StepWindow.Padded(context, 0).At(windows.Input);
        int Taps(WindowSide side, int position) => countsPadding ? side.TapsInsidePadding(position) : side.TapsInside(position);

        // Those between the first and the last are no nearer to the ends.
        var areAlike = windows.Lengths is null || (countsPadding && !windows.Sides[0].Arguments.TakesRest);
        if (areAlike && windows.Sides.All(side => Taps(side, 0) == side.Size && Taps(side, side.Outputs - 1) == side.Size))
        {
            context.Builder.Sum(output, windows.Output, input * (1.0 / windows.Sides.Aggregate(1.0, (elements, side) => elements * side.Size)), comment);
            return true;
        }

        var longest = windows.Sides.Max(side => side.Outputs);
        if (longest > ConstantTable.Maximum && windows.Lengths is null)
        {
            context.Report(Descriptors.TableTooLarge, null, [context.Declaration.Text, Literal.Of(longest), Literal.Of(ConstantTable.Maximum)]);
            return false;
        }

        var sum = context.Builder.Activation($"{context.Name}.sum", output.Dimensions, output.LaneAxis);
        context.Builder.Sum(sum, windows.Output, input, $"{context.Comment}: the sum of each window");
        var element = context.Indices(output.Dimensions);
        var shares = windows.Lengths is null
            ? Tables(
                context,
                [.. windows.Sides.Select(side => Enumerable.Range(0, side.Outputs).Select(position => Taps(side, position)).ToArray())],
                [.. windows.Positions.Select(axis => element[axis])])
            : [OfRealSteps(context, windows.Sides[0], countsPadding).At(element[0])];
        context.Builder.Assign(output, element, shares.Aggregate(sum.At(element), (mean, share) => mean * share), comment);
        return true;
    }

    /// <summary>One divided by how many elements count, at each position; where that would be a table for each side, the mean is multiplied with
    /// both.</summary>
    private static Expression[] Tables(LayerContext context, List<int[]> counts, Affine[] position)
    {
        if (counts.Aggregate(1L, (positions, side) => positions * side.Length) > ConstantTable.Maximum)
        {
            return [.. counts.Select((side, i)
                => Table(context, $".reciprocals{Literal.Of(i + 1)}", [side.Length], side.Select(taps => 1.0 / taps)).At(position[i]))];
        }

        var all = counts.Aggregate(new[] { 1.0 }, (products, side) => [.. products.SelectMany(product => side.Select(taps => product * taps))]);
        return [Table(context, ".reciprocals", [.. counts.Select(side => side.Length)], all.Select(elements => 1 / elements)).At(position)];
    }

    private static Tensor Table(LayerContext context, string suffix, int[] shape, IEnumerable<double> reciprocals)
        => context.Builder.Constants(context.Name + suffix, shape, reciprocals.ToArray());

    /// <summary>One divided by how many taps are within an example's length, and where it counts its padding, at each position; 1 where none is.</summary>
    private static Tensor OfRealSteps(LayerContext context, WindowSide steps, bool countsPadding)
    {
        var b = context.Builder;
        var count = b.Activation($"{context.Name}.count", new[] { steps.Outputs });
        var share = b.Activation($"{context.Name}.share", new[] { steps.Outputs });
        Axis step = b.Axis("step", steps.Outputs), w = b.Axis("w", steps.Size);
        var place = new Position(steps.At(step, w));
        var end = context.Input.Lengths!.At() + (countsPadding ? steps.After : 0);
        var isBeforeEnd = new Select(Comparison.Less, place, end, 1, 0);
        b.Sum(
            count,
            [step],
            countsPadding ? isBeforeEnd : new Select(Comparison.LessOrEqual, 0, place, isBeforeEnd, 0),
            $"{context.Comment}: the steps that count in each window");
        b.Assign(share, [step], 1 / new Select(Comparison.Less, count.At(step), 1, 1, count.At(step)), $"{context.Comment}: the share of each of them");
        return share;
    }
}
