using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

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
            "Div" or "Mul" => TryGelu(context),
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

    /// <summary>x / 2 * (1 + erf(x / sqrt(2))), in any order of the factors.</summary>
    private static bool TryGelu(NodeContext context)
    {
        var scope = context.Scope;
        if (scope.OnlyConsumer(context.OutputName(0)) is not { OpType: "Erf" } erf || scope.OnlyConsumer(erf.Output[0]) is not { OpType: "Add" } add
            || context.InputCount != 2)
        {
            return false;
        }

        var isDivided = context.Operator == "Div";
        var (x, factor) = context[1].Constant is not null ? (0, context[1].Constant) : isDivided ? (-1, null) : (1, context[0].Constant);
        if (x < 0 || factor is not { Count: 1 } || !IsNear(isDivided ? factor[0] : 1 / factor[0], Math.Sqrt(2)) || !IsNumber(scope, add, erf.Output[0], 1))
        {
            return false;
        }

        // The last products: x and one half, in either order.
        var name = context.InputName(x);
        var half = scope.OnlyConsumer(add.Output[0]);
        if (half is not { OpType: "Mul" } || context[x].Kind != ElementKind.Float)
        {
            return false;
        }

        string? result = null;
        var otherFactor = Other(half, add.Output[0]);
        if (otherFactor == name && scope.OnlyConsumer(half.Output[0]) is { OpType: "Mul" } last && IsNumber(scope, last, half.Output[0], 0.5))
        {
            result = last.Output[0];
        }
        else if (IsNumber(scope, half, add.Output[0], 0.5) && scope.OnlyConsumer(half.Output[0]) is { OpType: "Mul" } times && Other(times, half.Output[0]) == name)
        {
            result = times.Output[0];
        }
        else if (otherFactor is not null && scope.Producer(otherFactor) is { OpType: "Mul" } halved && Other(halved, name) is not null && IsNumber(scope, halved, name, 0.5))
        {
            result = half.Output[0];
        }

        if (result is null)
        {
            return false;
        }

        scope.MarkMade(result);
        foreach (var inside in new[] { context.OutputName(0), erf.Output[0], add.Output[0], half.Output[0] }.Where(inside => inside != result))
        {
            scope.MarkMade(inside);
            scope.Define(inside, context[x]);
        }

        scope.Define(result, Elementwise.Map(context.Layers, context[x], layer => context.Layers.Unary(layer, "Gelu")));
        return true;
    }

    private static string? Other(Proto.NodeProto node, string input) => node.Input.Count != 2 ? null
        : node.Input[0] == input ? node.Input[1] : node.Input[1] == input ? node.Input[0] : null;

    private static bool IsNumber(Scope scope, Proto.NodeProto node, string input, double number)
        => Other(node, input) is { } other && scope.TryFind(other)?.Constant is { Count: 1 } constant && IsNear(constant[0], number);

    private static bool IsNear(double value, double number) => Math.Abs(value - number) <= 1e-3 * number;
}
