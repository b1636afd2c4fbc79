using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Input(dims...)]</c>: values from outside.</summary>
internal sealed class InputLayer(NetworkBuilder network) : Layer
{
    public override string Kind => "Input";

    public override Tensor? Build(LayerContext context)
    {
        var dimensions = context.Declaration.Arguments.Where(argument => argument.Name == "shape").Select(argument => argument.Value as int?).ToList();
        if (dimensions.Any(dimension => dimension is null) || context.Declaration.Arguments.Any(argument => argument is { Name: "shape", Value: null }))
        {
            context.Report(Descriptors.NotSupported, "shape", [context.Declaration.Text, "the dimensions must be constants"]);
            return null;
        }

        if (dimensions.Count is 0 or > 3)
        {
            context.Report(Descriptors.OutOfRange, null, [context.Declaration.Text, "the number of dimensions", Emit.Literal.Of(dimensions.Count), "1 (features), 2 (steps, features) or 3 (channels, height, width)"]);
            return null;
        }

        foreach (var argument in context.Declaration.Arguments.Where(argument => argument is { Name: "shape", Value: int and < 1 }))
        {
            context.ReportAt(Descriptors.TooSmall, argument.Span, [context.Declaration.Text, "a dimension", Emit.Literal.Of((int)argument.Value!), "1"], ["nearest", "1"]);
        }

        if (context.Bool("Lengths", false))
        {
            context.Report(Descriptors.NotSupported, "Lengths", [context.Declaration.Text, "variable lengths need recurrent or attention layers, which this version does not have"]);
        }

        if (context.HasFailed)
        {
            return null;
        }

        var shape = dimensions.Select(dimension => dimension!.Value).ToArray();
        if (context.Output(shape) is not { } checkedShape)
        {
            return null;
        }

        return network.AddInput(context, checkedShape.Dimensions, context.Bool("Gradient", false));
    }
}
