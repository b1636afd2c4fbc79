using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Rules;

/// <summary>A Gaussian error linear unit that an exporter spelled out: x / 2 * (1 + erf(x / sqrt(2))), in any order of the factors.</summary>
internal static class SpelledGelu
{
    /// <param name="context">The first node, the argument of the error function.</param>
    public static bool TryConvert(NodeContext context)
    {
        var scope = context.Scope;
        if (scope.OnlyConsumer(context.OutputName(0)) is not { OpType: "Erf" } erf || scope.OnlyConsumer(erf.Output[0]) is not { OpType: "Add" } add
            || context.InputCount != 2)
        {
            return false;
        }

        var isDivided = context.Operator == "Div";
        var (x, factor) = context[1].Constant is not null ? (0, context[1].Constant) : isDivided ? (-1, null) : (1, context[0].Constant);
        if (x < 0 || factor is not { Count: 1 } || !Recognition.IsNear(isDivided ? factor[0] : 1 / factor[0], Math.Sqrt(2))
            || !Recognition.IsNumber(scope, add, erf.Output[0], 1))
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
        var otherFactor = Recognition.Other(half, add.Output[0]);
        if (otherFactor == name && scope.OnlyConsumer(half.Output[0]) is { OpType: "Mul" } last && Recognition.IsNumber(scope, last, half.Output[0], 0.5))
        {
            result = last.Output[0];
        }
        else if (Recognition.IsNumber(scope, half, add.Output[0], 0.5) && scope.OnlyConsumer(half.Output[0]) is { OpType: "Mul" } times
            && Recognition.Other(times, half.Output[0]) == name)
        {
            result = times.Output[0];
        }
        else if (otherFactor is not null && scope.Producer(otherFactor) is { OpType: "Mul" } halved && Recognition.Other(halved, name) is not null
            && Recognition.IsNumber(scope, halved, name, 0.5))
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
}
