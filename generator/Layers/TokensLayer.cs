using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Tokens(length, vocabulary)]</c>: a sequence of integers from outside.</summary>
internal sealed class TokensLayer : InputLayerBase
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public const string Name = "Tokens";

    public override string Kind => Name;

    protected override Tensor? BuildInput(LayerContext context)
    {
        var length = context.AtLeast(1, "length", 1, context.Bool("Lengths", false) ? FloatRange.LargestInteger : LayerContext.MaximumElements);
        var vocabulary = context.AtLeast(1, "vocabulary", 1, FloatRange.LargestInteger);
        var shape = new[] { context.Steps(length) };
        return context.HasFailed || context.Output(shape) is null ? null : context.AddInput(shape, length, wantsGradient: false, vocabulary);
    }
}
