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

        // PyTorch's shapes begin with a batch of any size.
        var withoutBatch = dimensions is [{ Value: -1 }, _, ..]
            ? string.Join(", ", dimensions.Skip(1).Select(dimension => dimension.Value is int extent ? Literal.Of(extent) : "?"))
            : null;
        if (withoutBatch is not null)
        {
            context.ReportAt(
                Descriptors.TooSmall,
                dimensions[0].Span,
                [context.Declaration.Text, "a dimension", "-1", $"1; shapes have no batch: write Input({withoutBatch})"],
                ["arguments", withoutBatch]);
        }

        if (dimensions.Count is 0 or > Value.MaximumRank)
        {
            context.ReportAt(
                Descriptors.OutOfRange,
                dimensions.ElementAtOrDefault(Value.MaximumRank)?.Span,
                [
                    context.Declaration.Text,
                    "the number of dimensions",
                    Literal.Of(dimensions.Count),
                    $"1 (features), 2 (steps, features), 3 (channels, height, width) or up to {Literal.Of(Value.MaximumRank)}",
                ]);
        }

        foreach (var dimension in dimensions.Skip(withoutBatch is null ? 0 : 1).Where(dimension => dimension.Value is int and < 1))
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
