using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[AvgPool(window)]</c>: the mean of each window; padding counts as zeros unless <c>CountIncludePad</c> is false.</summary>
internal sealed class AvgPoolLayer : PoolLayer
{
    /// <summary>A table of more constants makes the emitted source too large for editors.</summary>
    private const int MaximumTable = 1 << 16;

    public override string Kind => "AvgPool";

    protected override bool Pool(LayerContext context, Tensor output, Affine[] index, Expression read, WindowSide height, WindowSide width)
    {
        var comment = $"{context.Comment}: the mean of each window";
        if (context.Bool("CountIncludePad", true) || (height.Padding == 0 && width.Padding == 0))
        {
            context.Builder.Sum(output, index, read * (1.0 / ((double)height.Size * width.Size)), comment);
            return true;
        }

        if ((long)height.Outputs * width.Outputs > MaximumTable)
        {
            context.Report(
                Descriptors.TableTooLarge,
                "CountIncludePad",
                [context.Declaration.Text, $"{Literal.Of(height.Outputs)}x{Literal.Of(width.Outputs)}", Literal.Of(MaximumTable)]);
            return false;
        }

        var rows = Enumerable.Range(0, height.Outputs).Select(height.TapsInside);
        var columns = Enumerable.Range(0, width.Outputs).Select(width.TapsInside).ToArray();
        var reciprocals = rows.SelectMany(row => columns.Select(column => 1.0 / ((double)row * column))).ToArray();
        var table = context.Builder.Constants($"{context.Name}.reciprocals", new[] { height.Outputs, width.Outputs }, reciprocals);
        var sum = context.Builder.Activation($"{context.Name}.sum", output.Dimensions, output.LaneAxis);
        context.Builder.Sum(sum, index, read, $"{context.Comment}: the sum of each window");
        var element = context.Indices(output.Dimensions);
        context.Builder.Assign(output, element, sum.At(element) * table.At(element[1], element[2]), comment);
        return true;
    }
}
