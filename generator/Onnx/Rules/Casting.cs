using StaticNets.Onnx.Graph;
using DataType = Onnx.TensorProto.Types.DataType;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Casts between kinds of floats, which are all 32 bits wide in a network, and operators that do nothing in inference.</summary>
internal static class Casting
{
    public static Table Rules { get; } = new()
    {
        ["Identity"] = context => context.Give(context[0]),
        ["Dropout"] = Dropout,
        ["DequantizeLinear"] = Dequantize,
        ["Cast"] = context => Cast(context, Type(context)),
        ["CastLike"] = context => Cast(context, context[1].Kind != ElementKind.Float ? DataType.Int64
            : context.Scope.IsBrainFloat(context.InputName(1)) ? DataType.Bfloat16
            : DataType.Float),
    };

    /// <summary>What a cast makes of elements.</summary>
    public static ElementKind Target(NodeContext context, string attribute = "to")
    {
        var type = Type(context, attribute);
        return ElementTypes.KindOf(type) ?? throw new ImportException($"it casts to {type}, which no network computes with");
    }

    private static DataType Type(NodeContext context, string attribute = "to") => (DataType)context.Int(attribute, 0);

    private static void Cast(NodeContext context, DataType to)
    {
        var value = context[0];
        if (ElementTypes.KindOf(to) != ElementKind.Float)
        {
            // Integers of an input are what they are, whatever their size.
            context.Refuse(value.Integers is null, $"it casts floats to {to}, and layers compute with floats alone");
            context.Give(value);
            return;
        }

        if (value.Integers is { } input)
        {
            context.Give(Numbers(context, value, input));
            return;
        }

        context.Refuse(to == DataType.Bfloat16, "it rounds to bfloat16, and networks compute with 32 bits: leave the model in float32");
        context.Give(value);
    }

    private static Value Numbers(NodeContext context, Value value, IntegerInput input)
    {
        context.Refuse(input.Layer is { Kind: "Tokens" } || input.LengthsOf is not null,
            $"input '{input.Name}' is tokens or lengths elsewhere, and cannot be numbers here");
        return Value.Of(Tokens.Numbers(context, input), value.Shape, value.BatchAxis);
    }

    /// <summary>(q - zero) * scale of an input of integers; known integers are computed at once.</summary>
    private static void Dequantize(NodeContext context)
    {
        var value = context[0];
        var (scale, zero) = (context.Constant(1, "scale"), context.OptionalConstant(2, "zero point"));
        context.Refuse(value.Integers is null, "its integers are computed, and layers compute with floats alone");
        context.Refuse(scale.Shape.Length > 1 || (zero is not null && zero.Count != scale.Count),
            "it has not one zero point for each scale, or scales of blocks");
        int[] shape = scale.Count == 1 ? [] : [scale.Count, .. Enumerable.Repeat(1, value.Rank - 1 - Shapes.Axis(context.Int("axis", 1), value.Rank))];
        var numbers = Numbers(context, value, value.Integers!);
        if (zero is not null)
        {
            numbers = Joining.Join(context.Layers, "Subtract", numbers, Value.Of(new ConstantTensor(shape, zero.ToFloats())));
        }

        context.Give(Joining.Join(context.Layers, "Multiply", numbers, Value.Of(scale.WithShape(shape))));
    }

    private static void Dropout(NodeContext context)
    {
        context.Refuse(context.IsUsed(1), "its mask is used, which there is none of in inference");
        var isTraining = context.HasInput(2) && (context.Constant(2, "training mode") is not { Count: 1 } mode || mode[0] != 0);
        context.Refuse(isTraining && (context.OptionalConstant(1, "ratio") is not { Count: 1 } ratio || ratio[0] != 0),
            "it is in training mode: export the model for inference");
        context.Give(context[0]);
    }
}
