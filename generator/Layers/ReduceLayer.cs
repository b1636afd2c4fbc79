using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Reduce]</c>: the mean, the sum, the greatest or the least over some axes, which vanish.</summary>
internal sealed class ReduceLayer : Layer
{
    public override string Kind => "Reduce";

    public override bool IsPerStep(LayerDeclaration declaration) => false;

    protected override string LengthsAdvice => "reduce the steps, Axes = [0], or leave out Lengths";

    public override Tensor? Build(LayerContext context)
    {
        // Its property has the name of the attribute's kind.
        var kind = context.Choice<Reduction>("Kind");
        if (!context.IsReady || AxisArgument.ListOf(context, "Axes") is not { } axes)
        {
            return null;
        }

        var input = context.Input;
        if (axes.Count == 0)
        {
            axes = [.. Enumerable.Range(0, input.Rank).Where(axis => input.Rank == 1 || axis != LayerContext.LaneAxis(input.Shape))];
        }

        if (input.Lengths is not null && !axes.Contains(0))
        {
            context.Report(Descriptors.MixesPadding, null, [context.Declaration.Text, input.Description, LengthsAdvice]);
            return null;
        }

        var shape = input.Shape.Where((_, axis) => !axes.Contains(axis)).ToArray();
        if (context.Output(shape.Length == 0 ? [1] : shape) is not { } output)
        {
            return null;
        }

        var index = context.Indices(input.Shape);
        Affine[] kept = [.. index.Where((_, axis) => !axes.Contains(axis))];
        var elements = axes.Aggregate(1.0, (product, axis) => product * input.Shape[axis]);
        Append(context, kind, output, kept.Length == 0 ? [0] : kept, index, elements);
        return output;
    }

    /// <param name="place">The index of an element of the output.</param>
    /// <param name="elements">How many elements of the input it is made of.</param>
    private static void Append(LayerContext context, Reduction kind, Tensor output, Affine[] place, Affine[] index, double elements)
    {
        var b = context.Builder;
        var (input, element) = (context.Input, context.Input.Tensor.At(index));
        var what = $"{context.Comment}: the {kind switch { Reduction.Max => "greatest", Reduction.Min => "least", _ => kind.ToString().ToLowerInvariant() }}";
        switch (kind)
        {
            case Reduction.Sum:
                b.Sum(output, place, input.AtRealStep(index[0], element), what);
                break;
            case Reduction.Mean when input.Lengths is null:
                b.Sum(output, place, element * (1 / elements), what);
                break;
            case Reduction.Mean:
                var sum = b.Activation($"{context.Name}.sum", output.Dimensions, output.LaneAxis);
                b.Sum(sum, place, input.AtRealStep(index[0], element * (input.Shape[0] / elements)), $"{context.Comment}: the sum over real steps");
                var row = context.Indices(output.Dimensions);
                b.Assign(output, row, input.AtRealStep(0, sum.At(row) / input.Lengths!.At()), what);
                break;
            case Reduction.Max when input.Lengths is null:
                b.Maximum(output, place, element, what, sharesTies: true);
                break;
            default:
                // The least is the greatest of the negated. Examples that only fill up a block have no real step.
                var isLeast = kind == Reduction.Min;
                var greatest = b.Activation($"{context.Name}.greatest", output.Dimensions, output.LaneAxis);
                b.Maximum(
                    greatest,
                    place,
                    Value.AtRealStep(input.Lengths, index[0], isLeast ? -element : element, double.NegativeInfinity),
                    $"{context.Comment}: the greatest{(isLeast ? " of the negated" : "")}",
                    sharesTies: true);
                var found = context.Indices(output.Dimensions);
                b.Assign(output, found, input.AtRealStep(0, isLeast ? -greatest.At(found) : greatest.At(found)), what);
                break;
        }
    }
}
