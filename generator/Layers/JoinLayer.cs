using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>A layer that joins the current value with an earlier one, step by step where they are sequences.</summary>
internal abstract class JoinLayer : Layer
{
    public sealed override ImmutableArray<string> Currents => ["other"];

    public sealed override Tensor? Build(LayerContext context)
    {
        if (context.Named("other") is not { } other || !context.IsReady)
        {
            return null;
        }

        var first = context.Input;
        if (!CheckArguments(context, first))
        {
            return null;
        }

        if (other.IsTokens)
        {
            context.Report(Descriptors.NeedsNumbers, "other", [context.Declaration.Text, other.Description]);
            return null;
        }

        if (Difference(context, first, other) is { } difference)
        {
            context.Report(
                Descriptors.UnlikeShapes, "other", [context.Declaration.Text, first.ShapeText, first.Origin, other.ShapeText, other.Origin, difference]);
            return null;
        }

        return SuitLengths(context, first, other) ? Join(context, first, other) : null;
    }

    /// <summary>Whether the layer can join the two as to their lengths; reports otherwise.</summary>
    protected virtual bool SuitLengths(LayerContext context, Value first, Value other)
        // What is spread over the steps of a sequence has no lengths of its own.
        => first.Rank != other.Rank || context.HaveLikeLengths(first, other, "other");

    /// <summary>Whether arguments fit what is joined; reports otherwise.</summary>
    protected virtual bool CheckArguments(LayerContext context, Value first) => true;

    /// <summary>Why the shapes of the two do not fit, or null.</summary>
    protected abstract string? Difference(LayerContext context, Value first, Value other);

    protected abstract Tensor? Join(LayerContext context, Value first, Value other);
}
