using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>A layer that takes no value and has one of its own, the same for all examples, which becomes the current one.</summary>
internal abstract class OwnValueLayer : Layer
{
    public sealed override bool TakesNoValue => true;

    /// <summary>A vector is the same at every step; the first of several dimensions may be the steps.</summary>
    public sealed override bool IsPerStep(LayerDeclaration declaration) => Rank(declaration) == 1;

    public sealed override Tensor? Build(LayerContext context)
    {
        if (context.Has(From))
        {
            context.Report(Descriptors.NotSupported, From, [context.Declaration.Text, "it has a value of its own and takes none; leave out From"]);
        }

        if (Shape(context) is not { } shape || context.HasFailed || Values(context, shape) is not { } values || context.Output(shape) is not { } output)
        {
            return null;
        }

        // Layers work on a value for each example. The copy is folded into those that read it.
        context.Result = value => value with { IsSameForAll = true };
        var index = context.Indices(shape);
        context.Builder.Assign(output, index, values.At(index), context.Comment);
        return output;
    }

    /// <summary>The number of dimensions that the declaration gives the value.</summary>
    protected abstract int Rank(LayerDeclaration declaration);

    /// <summary>Checks the arguments and gives the value's shape; null where something is reported.</summary>
    protected abstract int[]? Shape(LayerContext context);

    /// <summary>The tensor that has the value; null where something is reported.</summary>
    protected abstract Tensor? Values(LayerContext context, int[] shape);
}
