using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>A value from outside, which becomes the current one.</summary>
internal abstract class InputLayerBase : Layer
{
    private const int MaximumInputs = 8;

    public sealed override bool IsInput => true;

    /// <summary>What an input of a kind is called unless its declaration says.</summary>
    public static string DefaultName(string kind) => kind == TokensLayer.Name ? "tokens" : InputLayer.DefaultName;

    public sealed override Tensor? Build(LayerContext context)
    {
        if (context.Has("From"))
        {
            context.Report(Descriptors.NotSupported, "From", [context.Declaration.Text, "an input comes from outside, not from another layer; leave out From"]);
        }

        return BuildInput(context);
    }

    protected abstract Tensor? BuildInput(LayerContext context);

    /// <summary>Reports inputs beyond those that a batch has places for.</summary>
    public static void CheckCount(LayerContext context, int count)
    {
        if (count > MaximumInputs)
        {
            context.Report(Descriptors.TooManyInputs, null, [context.Declaration.Text, Literal.Of(count), Literal.Of(MaximumInputs)]);
        }
    }
}
