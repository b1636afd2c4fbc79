using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Normalizations of channels, which are axis 1: by known statistics, by those of each channel, or of groups of them.</summary>
internal static class Normalizations
{
    private const double Epsilon = 1e-5;

    public static Table Rules { get; } = new()
    {
        ["BatchNormalization"] = BatchNormalization,
        ["InstanceNormalization"] = InstanceNormalization,
        ["GroupNormalization"] = GroupNormalization,
        ["MeanVarianceNormalization"] = MeanVarianceNormalization,
    };

    private static void BatchNormalization(NodeContext context)
    {
        float[][] parameters = [.. new[] { "scale", "bias", "mean", "variance" }.Select((what, i) => context.Constant(i + 1, what).ToFloats())];
        var value = context.Floats(0);
        context.Refuse(context.Int("training_mode", 0) != 0 || Enumerable.Range(1, 4).Any(context.IsUsed),
            "it is in training mode: export the model for inference");
        context.Refuse(context.Int("spatial", 1) == 0, "it normalises every element by itself, as before version 9: convert it to a newer one");
        context.Refuse(value.Rank < 2 || value.BatchAxis == 1, $"it takes [batch, channels, ...], not {Shapes.Text(value.Shape)}");
        var channels = value.Shape[1];
        context.Refuse(parameters.Any(parameter => parameter.Length != channels), $"its parameters are not one for each of {channels} channels");
        var axis = value.ExampleAxis(1);
        var view = LaneView.Of(context.Layers, value, value.Example, axis, axis + 1);
        var layer = Layer.Taking(view.Layer, "BatchNorm", view.Layer.Shape).With("Epsilon", context.Float("epsilon", Epsilon), unless: Epsilon);
        foreach (var (name, i) in new[] { ("weight", 0), ("bias", 1), ("running_mean", 2), ("running_var", 3) })
        {
            layer.Parameter(name, [channels], parameters[i]);
        }

        context.Give(view.Back(context.Layers.Add(layer)));
    }

    private static void InstanceNormalization(NodeContext context)
    {
        var (scale, bias) = (context.Constant(1, "scale").ToFloats(), context.Constant(2, "bias").ToFloats());
        var input = ChannelsFirst.Of(context, context.Floats(0));
        context.Refuse(scale.Length != input.Channels || bias.Length != input.Channels, $"its parameters are not one for each of {input.Channels} channels");
        context.Refuse(input.Sizes.Product() < 2, "a channel of one value has no variance");
        var layer = Layer.Taking(input.Image(input.Sizes[0], input.Sizes.Skip(1).Product()), "InstanceNorm",
            [input.Channels, input.Sizes[0], input.Sizes.Skip(1).Product()])
            .With("Affine", "true").With("Epsilon", context.Float("epsilon", Epsilon), unless: Epsilon);
        context.Give(input.Back(
            context.Layers.Add(layer.Parameter("weight", [scale.Length], scale).Parameter("bias", [bias.Length], bias)), input.Channels, input.Sizes));
    }

    private static void GroupNormalization(NodeContext context)
    {
        var (scale, bias) = (context.Constant(1, "scale").ToFloats(), context.Constant(2, "bias").ToFloats());
        var input = ChannelsFirst.Of(context, context.Floats(0));
        var groups = (int)Math.Min(int.MaxValue, context.Int("num_groups", 0));
        context.Refuse(groups < 1 || input.Channels % groups != 0, $"it has {groups} groups for {input.Channels} channels");
        // Before version 21 there was one scale for each group.
        scale = ForChannels(scale, groups, input.Channels);
        bias = ForChannels(bias, groups, input.Channels);
        context.Refuse(scale.Length != input.Channels || bias.Length != input.Channels, $"its parameters are not one for each of {input.Channels} channels");
        var source = input.Image(input.Sizes[0], input.Sizes.Skip(1).Product());
        var layer = Layer.Taking(source, "GroupNorm", source.Shape).With(groups).With("Epsilon", context.Float("epsilon", Epsilon), unless: Epsilon);
        context.Give(input.Back(
            context.Layers.Add(layer.Parameter("weight", [scale.Length], scale).Parameter("bias", [bias.Length], bias)), input.Channels, input.Sizes));
    }

    private static float[] ForChannels(float[] values, int groups, int channels)
        => values.Length == groups && groups != channels ? [.. values.SelectMany(value => Enumerable.Repeat(value, channels / groups))] : values;

    /// <summary>(x - mean) / (deviation + 1e-9), as the operator's function says.</summary>
    private static void MeanVarianceNormalization(NodeContext context)
    {
        var value = context.Floats(0);
        var axes = Shapes.Axes(context.Ints("axes") ?? [0, 2, 3], value.Rank);
        int[] example = [.. axes.Select(value.ExampleAxis)];
        int[] kept = [.. value.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)];
        var layers = context.Layers;
        var mean = Value.Of(layers.Reduced(layers.InOrder(value), "Mean", example), kept, value.BatchAxis);
        var centred = Joining.Join(layers, "Subtract", value, mean);
        var variance = layers.Reduced(layers.Unary(layers.InOrder(centred), "Square"), "Mean", example);
        var deviation = Value.Of(layers.Scale(layers.Unary(variance, "Sqrt"), 1, 1e-9), kept, value.BatchAxis);
        context.Give(Joining.Join(layers, "Divide", centred, deviation));
    }
}
