using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Input(dims...)]</c>: values from outside.</summary>
internal sealed class InputLayer(NetworkBuilder network) : Layer
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public const string Name = "Input";

    /// <summary>What an input is called unless its declaration says.</summary>
    public const string DefaultName = "input";

    private const int MaximumInputs = 8;

    public override string Kind => Name;

    public override Tensor? Build(LayerContext context)
    {
        var dimensions = context.Declaration.Arguments.Where(argument => argument.Name == "shape").ToList();
        if (dimensions.Count is 0 or > 3)
        {
            context.ReportAt(
                Descriptors.OutOfRange,
                dimensions.ElementAtOrDefault(3)?.Span,
                [context.Declaration.Text, "the number of dimensions", Literal.Of(dimensions.Count), "1 (features), 2 (steps, features) or 3 (channels, height, width)"]);
        }

        foreach (var dimension in dimensions.Where(dimension => dimension.Value is int and < 1))
        {
            context.ReportAt(Descriptors.TooSmall, dimension.Span, [context.Declaration.Text, "a dimension", Literal.Of((int)dimension.Value!), "1"], ["here", "1"]);
        }

        if (context.Bool("Lengths", false))
        {
            context.Report(Descriptors.NotSupported, "Lengths", [context.Declaration.Text, "no layer of this version works on sequences of different lengths; leave out Lengths"]);
        }

        if (context.Has("From"))
        {
            context.Report(Descriptors.NotSupported, "From", [context.Declaration.Text, "an input comes from outside, not from another layer; leave out From"]);
        }

        var shape = dimensions.Select(dimension => dimension.Value).OfType<int>().ToArray();
        return context.HasFailed || context.Output(shape) is null ? null : network.AddInput(context, shape, context.Bool("Gradient", false));
    }

    /// <summary>Reports inputs beyond those that a batch has places for.</summary>
    public static void CheckCount(LayerContext context, int count)
    {
        if (count > MaximumInputs)
        {
            context.Report(Descriptors.TooManyInputs, null, [context.Declaration.Text, Literal.Of(count), Literal.Of(MaximumInputs)]);
        }
    }
}
