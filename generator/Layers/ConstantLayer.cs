using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Constant(values...)]</c>: numbers that never change, a vector or of a given shape.</summary>
internal sealed class ConstantLayer : OwnValueLayer
{
    public override string Kind => "Constant";

    protected override int Rank(LayerDeclaration declaration) => Math.Max(1, declaration.Arguments.Count(argument => argument.Name == "Shape"));

    protected override int[]? Shape(LayerContext context)
    {
        var values = AxisArgument.All(context, "values");
        foreach (var value in values.Where(value => !FloatRange.IsFinite(Number(value))))
        {
            context.ReportAt(
                Descriptors.OutOfRange,
                value.Span,
                [context.Declaration.Text, "a value", Number(value).ToString("R", System.Globalization.CultureInfo.InvariantCulture), FloatRange.FiniteNumber]);
        }

        if (!context.Has("Shape"))
        {
            if (values.Count == 0)
            {
                context.Report(Descriptors.OutOfRange, null, [context.Declaration.Text, "the number of values", "0", "at least 1"]);
            }

            return values.Count == 0 ? null : [values.Count];
        }

        if (DimensionsArgument.Of(context, "Shape") is not { } shape)
        {
            return null;
        }

        var elements = LayerContext.Elements(shape);
        if (!ConstantTable.Fits(context, "Shape", elements))
        {
            return null;
        }

        if (values.Count != 1 && values.Count != elements)
        {
            context.Report(
                Descriptors.OutOfRange,
                "Shape",
                [
                    context.Declaration.Text,
                    "the number of values",
                    Literal.Of(values.Count),
                    $"{LayerContext.Count(elements)}, one for each element of {Documentation.Shape(shape)}, or 1 for all",
                ]);
            return null;
        }

        return shape;
    }

    protected override Tensor Values(LayerContext context, int[] shape)
    {
        double[] values = [.. AxisArgument.All(context, "values").Select(Number)];
        var elements = (int)LayerContext.Elements(shape);
        return context.Builder.Tensor(
            $"{context.Name}.values",
            shape,
            Scope.Shared,
            LayerContext.LaneAxis(shape),
            TensorRole.Constant,
            values: values.Length == elements ? values : [.. Enumerable.Repeat(values[0], elements)]);
    }

    private static double Number(Argument value) => value.Value is double number ? number : 0;
}
