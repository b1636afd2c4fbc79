using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>A value from outside, which becomes the current one.</summary>
internal abstract class InputLayerBase : Layer
{
    public sealed override bool IsInput => true;

    public sealed override Tensor? Build(LayerContext context)
    {
        if (context.Has("From"))
        {
            context.Report(Descriptors.NotSupported, "From", [context.Declaration.Text, "an input comes from outside, not from another layer; leave out From"]);
        }

        var output = BuildInput(context);
        var count = context.Draft.Inputs.Count;
        if (output is not null && count > Agreement.MaximumInputs)
        {
            context.Report(Descriptors.TooManyInputs, null, [context.Declaration.Text, Literal.Of(count), Literal.Of(Agreement.MaximumInputs)]);
        }

        return output;
    }

    protected abstract Tensor? BuildInput(LayerContext context);
}
