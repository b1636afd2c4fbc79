using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

/// <summary>Inputs of integers: tokens where a table is read by them, numbers where they are cast.</summary>
internal static class Tokens
{
    public static Layer Of(NodeContext context, IntegerInput input, int vocabulary)
    {
        context.Refuse(input.LengthsOf is not null || (input.Layer is not null && input.Layer.Kind != "Tokens"),
            $"input '{input.Name}' is numbers or lengths elsewhere, and cannot be tokens here");
        context.Refuse(input.Layer is not null && input.Vocabulary != vocabulary,
            $"input '{input.Name}' chooses among {vocabulary} here and among {input.Vocabulary} elsewhere: tokens have one vocabulary");
        if (input.Layer is null)
        {
            int[] shape = [input.Example.Product()];
            input.Layer = context.Layers.Add(Layer.Input("Tokens", input.Name, input.Order, shape).With(shape[0]).With(vocabulary));
            input.Vocabulary = vocabulary;
        }

        return input.Layer;
    }

    public static Layer Numbers(NodeContext context, IntegerInput input)
    {
        int[] shape = input.Example.Length is 0 or > LayerList.MaximumRank ? [input.Example.Product()] : input.Example;
        return input.Layer ??= context.Layers.Add(Layer.Input("Input", input.Name, input.Order, shape).With(shape));
    }
}
