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
        var (input, element, positions) = (context.Input, context.Input.Tensor.At(index), RealPositions.Of(context));
        var what = $"{context.Comment}: the {kind switch { Reduction.Max => "greatest", Reduction.Min => "least", _ => kind.ToString().ToLowerInvariant() }}";
        switch (kind)
        {
            case Reduction.Sum:
                b.Sum(output, place, positions.Choose(index, element, 0), what);
                break;
            case Reduction.Mean:
                var share = input.Lengths is null ? 1 / elements : positions.Share * (input.Shape[0] / elements);
                b.Sum(output, place, positions.Choose(index, element * share, 0), what);
                break;
            case Reduction.Max:
                b.Maximum(output, place, positions.Choose(index, element, Maxima.Lowest), what, sharesTies: true);
                break;
            default:
                var negated = b.Activation($"{context.Name}.greatest", output.Dimensions, output.LaneAxis);
                var found = context.Indices(output.Dimensions);
                b.Maximum(
                    negated, place, positions.Choose(index, -element, Maxima.Lowest), $"{context.Comment}: the greatest of the negated", sharesTies: true);
                b.Assign(output, found, -negated.At(found), what);
                break;
        }
    }
}
