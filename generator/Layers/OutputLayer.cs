using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Output("name")]</c>: the current value, which inference gives the caller too; the layers behind go on with it.</summary>
internal sealed class OutputLayer : Layer
{
    public override string Kind => "Output";

    public override bool IsOutput => true;

    public override bool IsElementwise => true;

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || context.Map(value => value) is not { } value)
        {
            return null;
        }

        if (context.Draft.AddOutput(context.Name, value) is { } given)
        {
            // Steps that are padding are 0 for the caller, whatever is computed there.
            var index = context.Indices(value.Dimensions);
            context.Builder.Assign(given, index, context.Input.AtRealStep(index[0], value.At(index)), $"{context.Comment}, for the caller");
        }

        if (context.Draft.Outputs.Count > OutputModel.Maximum || !context.Draft.HasPlacesForResults)
        {
            context.Report(
                Descriptors.NotSupported,
                null,
                [context.Declaration.Text, $"a call has places for {Literal.Of(OutputModel.Maximum)} values beside the network's own, and for "
                    + $"{Literal.Of(ExposedModel.Maximum)} with attention weights; leave out one"]);
        }

        return value;
    }
}
