using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Rules;

/// <summary>What exporters spell out in several nodes and the language has as one layer.</summary>
internal static class Recognition
{
    /// <summary>Whether a node is part of something that is a layer already, or of something that becomes one now.</summary>
    public static bool TrySkip(NodeContext context)
    {
        if (context.Scope.TryFind(context.OutputName(0)) is not null && context.Scope.IsMade(context.OutputName(0)))
        {
            return true;
        }

        return context.Operator switch
        {
            "Div" or "Mul" => SpelledGelu.TryConvert(context),
            "ReduceMean" => SpelledLayerNorm.TryConvert(context),
            _ => false,
        };
    }

    /// <summary>The bias of a product, if the next node adds one number for each unit and nobody else reads the product; and what that node gives.</summary>
    public static (float[]? Bias, string? Sum) FollowingBias(NodeContext context, int units)
    {
        var product = context.OutputName(0);
        if (context.Scope.OnlyConsumer(product) is not { OpType: "Add" } add || add.Input.Count != 2)
        {
            return (null, null);
        }

        var other = add.Input[0] == product ? add.Input[1] : add.Input[0];
        if (other == product || context.Scope.TryFind(other)?.Constant is not { Kind: ElementKind.Float } bias || bias.Count != units
            || bias.Shape.Length == 0 || bias.Shape[bias.Shape.Length - 1] != units || bias.Shape.Length > context[0].Rank)
        {
            return (null, null);
        }

        context.Scope.MarkMade(add.Output[0]);
        return (bias.ToFloats(), add.Output[0]);
    }

    /// <summary>The other one of two inputs of a node; null where there are not two, or neither is the named one.</summary>
    public static string? Other(Proto.NodeProto node, string input) => node.Input.Count != 2 ? null
        : node.Input[0] == input ? node.Input[1] : node.Input[1] == input ? node.Input[0] : null;

    /// <summary>The known number that is the other input of a node.</summary>
    public static double? Number(Scope scope, Proto.NodeProto node, string input)
        => Other(node, input) is { } other && scope.TryFind(other)?.Constant is { Count: 1 } constant ? constant[0] : null;

    public static bool IsNumber(Scope scope, Proto.NodeProto node, string input, double number) => Number(scope, node, input) is { } found
        && IsNear(found, number);

    /// <summary>Whether a number is another one, as far as narrow floats have it.</summary>
    public static bool IsNear(double value, double number) => Math.Abs(value - number) <= 2e-4 * number;
}
