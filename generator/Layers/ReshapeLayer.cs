using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Reshape(dimensions...)]</c>: the same elements in row-major order under another shape.</summary>
internal sealed class ReshapeLayer : Layer
{
    /// <summary>What stands for the extent that follows from the others.</summary>
    private const int Inferred = -1;

    public override string Kind => "Reshape";

    public override bool MixesSteps => true;

    public override Tensor? Build(LayerContext context)
    {
        CheckDimensions(context);
        if (!context.IsReady || Shape(context) is not { } shape || context.Output(shape) is not { } output)
        {
            return null;
        }

        var input = context.Input.Tensor;
        if (Digits(input.Dimensions, output.Dimensions) is { } digits)
        {
            Copy(context, input, output, digits, context.Comment);
            return output;
        }

        // 2x3 as 3x2: no axes are positions in both, so that what the shapes do not have in common is in one row in between.
        var row = Boundaries(input.Dimensions).Intersect(Boundaries(output.Dimensions)).OrderByDescending(boundary => boundary).ToArray();
        var flat = context.Builder.Activation($"{context.Name}.flat", row.Zip(row.Skip(1), (outer, inner) => (int)(outer / inner)).ToArray());
        Copy(context, input, flat, Digits(input.Dimensions, flat.Dimensions)!, $"{context.Comment}: its elements in one row");
        Copy(context, flat, output, Digits(flat.Dimensions, output.Dimensions)!, context.Comment);
        return output;
    }

    private static void CheckDimensions(LayerContext context)
    {
        if (!DimensionsArgument.CheckCount(context, "dimensions"))
        {
            return;
        }

        var inferred = 0;
        foreach (var dimension in AxisArgument.All(context, "dimensions"))
        {
            var extent = dimension.Value is int value ? value : 1;
            if (extent == Inferred && ++inferred > 1)
            {
                context.ReportAt(
                    Descriptors.OutOfRange,
                    dimension.Span,
                    [context.Declaration.Text, "a second dimension", "-1", "a number: only one can follow from the others"]);
            }
            else if (extent is < 1 and not Inferred)
            {
                context.ReportAt(
                    Descriptors.TooSmall,
                    dimension.Span,
                    [context.Declaration.Text, "a dimension", Literal.Of(extent), "1, or -1 where it follows from the others"]);
            }
        }
    }

    private static int[]? Shape(LayerContext context)
    {
        int[] shape = [.. AxisArgument.All(context, "dimensions").Select(dimension => dimension.Value is int value ? value : 1)];
        var input = context.Input;
        var known = LayerContext.Elements(shape.Where(extent => extent != Inferred).ToArray());
        var place = Array.IndexOf(shape, Inferred);
        if (place < 0 && known != input.Tensor.Size)
        {
            context.Report(
                Descriptors.OutOfRange,
                null,
                [
                    context.Declaration.Text,
                    "the number of elements",
                    LayerContext.Count(known),
                    $"{Literal.Of(input.Tensor.Size)}, as many as there are in {input.Description}",
                ]);
            return null;
        }

        if (place >= 0 && (known > input.Tensor.Size || input.Tensor.Size % (long)known != 0))
        {
            context.Report(
                Descriptors.OutOfRange,
                null,
                [
                    context.Declaration.Text,
                    "the product of the other dimensions",
                    LayerContext.Count(known),
                    $"a divisor of {Literal.Of(input.Tensor.Size)}, the elements of {input.Description}",
                ]);
            return null;
        }

        if (place >= 0)
        {
            shape[place] = (int)(input.Tensor.Size / (long)known);
        }

        return shape;
    }

    /// <summary>The elements that one position along each dimension spans, and all: 12, 4 and 1 of 3x4.</summary>
    private static IEnumerable<long> Boundaries(EquatableArray<int> shape)
    {
        var spanned = 1L;
        yield return spanned;
        foreach (var extent in shape.Reverse())
        {
            spanned *= extent;
            yield return spanned;
        }
    }

    /// <summary>
    /// What the digits of a position in row-major order count in a mixed radix whose digits both shapes are made of, outermost first, and all elements before
    /// them; null where there is no such radix.
    /// </summary>
    private static List<long>? Digits(EquatableArray<int> first, EquatableArray<int> second)
    {
        var digits = Boundaries(first).Concat(Boundaries(second)).Distinct().OrderByDescending(boundary => boundary).ToList();
        return digits.Zip(digits.Skip(1), (outer, inner) => outer % inner == 0).All(divides => divides) ? digits : null;
    }

    private static void Copy(LayerContext context, Tensor from, Tensor to, List<long> digits, string comment)
    {
        var axes = context.Builder.Axes(digits.Zip(digits.Skip(1), (outer, inner) => (int)(outer / inner)).ToArray());
        context.Builder.Assign(to, Index(to), from.At(Index(from)), comment);

        Affine[] Index(Tensor tensor)
        {
            var spans = Boundaries(tensor.Dimensions).Reverse().ToList();
            return [.. tensor.Dimensions.Select((_, i) => axes.Select((axis, digit) => (axis, Counts: digits[digit + 1]))
                .Where(digit => digit.Counts >= spans[i + 1] && digit.Counts < spans[i])
                .Aggregate((Affine)0, (index, digit) => index + (digit.axis * (int)(digit.Counts / spans[i + 1]))))];
        }
    }
}
