using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>A value from outside, which becomes the current one.</summary>
internal abstract class InputLayerBase(NetworkBuilder network) : Layer
{
    private const int MaximumInputs = 8;

    protected NetworkBuilder Network => network;

    public sealed override bool IsInput => true;

    public static bool IsInputKind(string kind) => kind is InputLayer.Name or TokensLayer.Name;

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
