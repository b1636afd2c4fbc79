using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Tokens(length, vocabulary)]</c>: a sequence of integers from outside.</summary>
internal sealed class TokensLayer : InputLayerBase
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public const string Name = "Tokens";

    /// <summary>Tokens lie among floats, which hold every integer up to here.</summary>
    private const int MaximumVocabulary = 1 << 24;

    public override string Kind => Name;

    protected override Tensor? BuildInput(LayerContext context)
    {
        var length = context.AtLeast(1, "length", 1);
        var vocabulary = context.AtLeast(1, "vocabulary", 1, MaximumVocabulary);
        var shape = new[] { context.Steps(length) };
        return context.HasFailed || context.Output(shape) is null ? null : context.AddInput(shape, length, wantsGradient: false, vocabulary);
    }
}
