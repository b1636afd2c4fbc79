using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Input(dims...)]</c>: values from outside.</summary>
internal sealed class InputLayer : InputLayerBase
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public const string Name = ImageShape.InputKind;

    public override string Kind => Name;

    protected override Tensor? BuildInput(LayerContext context)
    {
        var dimensions = context.Declaration.Arguments.Where(argument => argument.Name == "shape").ToList();
        var withoutBatch = dimensions.Count == 4
            ? string.Join(", ", dimensions.Skip(1).Select(dimension => dimension.Value is int extent ? Literal.Of(extent) : "?"))
            : null;
        if (dimensions.Count is 0 or > 3)
        {
            context.ReportAt(
                Descriptors.OutOfRange,
                (withoutBatch is null ? dimensions.ElementAtOrDefault(3) : dimensions[0])?.Span,
                [
                    context.Declaration.Text,
                    "the number of dimensions",
                    Literal.Of(dimensions.Count),
                    $"1 (features), 2 (steps, features) or 3 (channels, height, "
                        + $"width){(withoutBatch is null ? "" : $"; shapes have no batch: write Input({withoutBatch})")}",
                ],
                withoutBatch is null ? null : ["arguments", withoutBatch]);
        }

        foreach (var dimension in dimensions.Skip(dimensions.Count == 4 ? 1 : 0).Where(dimension => dimension.Value is int and < 1))
        {
            context.ReportAt(
                Descriptors.TooSmall, dimension.Span, [context.Declaration.Text, "a dimension", Literal.Of((int)dimension.Value!), "1"], ["here", "1"]);
        }

        if (dimensions is [{ Value: int and > FloatRange.LargestInteger } length, _] && context.Bool("Lengths", false))
        {
            context.ReportAt(
                Descriptors.OutOfRange, length.Span, [
                    context.Declaration.Text,
                    "the number of steps",
                    Literal.Of((int)length.Value!),
                    $"at most {Literal.Of(FloatRange.LargestInteger)} with Lengths"
                ]);
        }

        if (context.Bool("Lengths", false) && dimensions.Count != 2)
        {
            context.Report(
                Descriptors.NotSupported, "Lengths", [context.Declaration.Text, "only a sequence, Input(steps, features), has lengths; leave out Lengths"]);
        }

        var shape = dimensions.Select(dimension => dimension.Value).OfType<int>().ToArray();
        var steps = shape.Length == 2 ? shape[0] : 0;
        if (steps > 0)
        {
            shape[0] = context.Steps(steps);
        }

        return context.HasFailed || context.Output(shape) is null ? null : context.AddInput(shape, steps, context.Bool("Gradient", false));
    }
}
