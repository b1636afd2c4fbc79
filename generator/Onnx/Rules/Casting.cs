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
            context.Refuse(input.Layer is { Kind: "Tokens" } || input.LengthsOf is not null, $"input '{input.Name}' is tokens or lengths elsewhere, and cannot be numbers here");
            context.Give(Value.Of(Tokens.Numbers(context, input), value.Shape, value.BatchAxis));
            return;
        }

        context.Refuse(to == DataType.Bfloat16, "it rounds to bfloat16, and networks compute with 32 bits: leave the model in float32");
        context.Give(value);
    }

    private static void Dropout(NodeContext context)
    {
        context.Refuse(context.IsUsed(1), "its mask is used, which there is none of in inference");
        context.Refuse(context.HasInput(2) && (context.Constant(2, "training mode") is not { Count: 1 } mode || mode[0] != 0)
            && !(context.HasInput(1) && context[1].Constant is { Count: 1 } ratio && ratio[0] == 0), "it is in training mode: export the model for inference");
        context.Give(context[0]);
    }
}
