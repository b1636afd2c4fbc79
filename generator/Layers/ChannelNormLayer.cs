using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) over some neighbouring channels at all positions, with the biased variance, then where it is wanted a weight and a
/// bias for each channel. The channels of a sequence are its features and the positions its real steps; a vector is all channels.
/// </summary>
internal abstract class ChannelNormLayer : Layer
{
    // A step is normalised with the statistics of all.
    public sealed override bool IsPerStep(LayerDeclaration declaration) => false;

    public sealed override Tensor? Build(LayerContext context)
    {
        var epsilon = context.Number("Epsilon", Agreement.GroupNormEpsilon, FloatRange.IsPositive, FloatRange.PositiveNumber);
        var wanted = WantedGroups(context);
        if (!context.IsReady)
        {
            return null;
        }

        var shape = context.Input.Shape;
        var axis = LayerContext.LaneAxis(shape);
        var channels = shape[axis];
        var groups = wanted ?? channels;
        if (!HasGroups(context, groups, channels) || context.Output(shape) is not { } output
            || UnitScale.Of(context, channels, HasParameters(context)) is not { } scale)
        {
            return null;
        }

        var b = context.Builder;
        var x = context.Input.Tensor;
        var positions = RealPositions.Of(context);
        var mean = b.Activation($"{context.Name}.mean", new[] { groups });
        var centred = b.Activation($"{context.Name}.centred", shape, x.LaneAxis);
        var variance = b.Activation($"{context.Name}.variance", new[] { groups });
        var deviation = b.Activation($"{context.Name}.deviation", new[] { groups });

        var index = context.Indices(shape);
        Axis g = b.Axis("g", groups), k = b.Axis("k", channels / groups);
        var channel = index[axis] = groups == channels ? g : (g * k.Extent) + k;
        var share = positions.Share * (1.0 / k.Extent);
        var each = groups == channels ? "each channel" : "each group of channels";
        b.Sum(mean, [g], positions.Choose(index, x.At(index) * share, 0), $"{context.Comment}: the mean of {each}");
        b.Assign(centred, index, positions.Choose(index, x.At(index) - mean.At(g), 0), $"{context.Comment}: x - mean");
        b.Sum(variance, [g], centred.At(index) * centred.At(index) * share, $"{context.Comment}: the variance of {each}");
        b.Assign(deviation, [g], Expression.Apply(UnaryOperation.Sqrt, variance.At(g) + epsilon), $"{context.Comment}: sqrt(variance + epsilon)");
        b.Assign(output, index, scale.Apply(centred.At(index) / deviation.At(g), channel), context.Comment);
        return output;
    }

    /// <summary>Checks the argument that says how many groups there are; null for one of each channel.</summary>
    protected abstract int? WantedGroups(LayerContext context);

    protected abstract bool HasParameters(LayerContext context);

    /// <summary>Reports an input that has no such groups.</summary>
    protected abstract bool HasGroups(LayerContext context, int groups, int channels);
}
