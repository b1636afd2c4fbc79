using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Parameter(dimensions...)]</c>: a trained value, in files under the layer's name.</summary>
internal sealed class ParameterLayer : OwnValueLayer
{
    /// <summary>What says how the elements begin: all alike, or drawn.</summary>
    private static readonly string[] Beginnings = ["Value", "Uniform", "Normal"];

    public override string Kind => "Parameter";

    protected override int Rank(LayerDeclaration declaration) => declaration.Arguments.Count(argument => argument.Name == "dimensions");

    protected override int[]? Shape(LayerContext context)
    {
        var given = Beginnings.Where(context.Has).ToList();
        if (given.Count > 1)
        {
            context.Report(
                Descriptors.NotSupported,
                given[1],
                [context.Declaration.Text, $"only one of Value, Uniform and Normal can say how it begins; leave out {given[0]} or {given[1]}"]);
        }

        return DimensionsArgument.Of(context, "dimensions");
    }

    protected override Tensor? Values(LayerContext context, int[] shape)
    {
        var value = context.Number("Value", 0, FloatRange.IsFinite, FloatRange.FiniteNumber);
        var bound = context.Number("Uniform", 1, FloatRange.IsPositive, FloatRange.PositiveNumber);
        var deviation = context.Number("Normal", 1, FloatRange.IsPositive, FloatRange.PositiveNumber);
        return context.HasFailed ? null
            : context.Has("Uniform") ? context.ValueParameter(shape, InitializerKind.Uniform, bound)
            : context.Has("Normal") ? context.ValueParameter(shape, InitializerKind.Normal, deviation)
            : context.ValueParameter(shape, InitializerKind.Constant, value);
    }
}
