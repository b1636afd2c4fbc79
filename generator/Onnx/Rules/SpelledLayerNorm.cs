using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Rules;

/// <summary>
/// A layer normalization that an exporter spelled out: d = x - mean(x), d / sqrt(mean(d^2) + epsilon), times a weight, plus a bias, all over the last axis.
/// </summary>
internal static class SpelledLayerNorm
{
    /// <param name="context">The first node, the mean.</param>
    public static bool TryConvert(NodeContext context)
    {
        var scope = context.Scope;
        var value = context[0];
        if (value.Layer is null || !IsMeanOfLast(scope, context.InputName(0), value.Rank, context)
            || scope.OnlyConsumer(context.OutputName(0)) is not { OpType: "Sub" } centred
            || centred.Input[0] != context.InputName(0) || value.BatchAxis == value.Rank - 1)
        {
            return false;
        }

        var name = centred.Output[0];
        var consumers = scope.Consumers[name].ToList();
        var quotient = consumers.Find(node => node.OpType == "Div" && node.Input[0] == name);
        var square = consumers.Find(node => (node.OpType == "Pow" && node.Input[0] == name && IsTwo(scope, node.Input[1]))
            || (node.OpType == "Mul" && node.Input.All(input => input == name)));
        if (quotient is null || square is null || scope.UseCount(name) != (square.OpType == "Mul" ? 3 : 2)
            || scope.OnlyConsumer(square.Output[0]) is not { OpType: "ReduceMean" } mean || !IsMeanOfLast(scope, square.Output[0], value.Rank, new(mean, scope))
            || scope.OnlyConsumer(mean.Output[0]) is not { OpType: "Add" } sum || Recognition.Number(scope, sum, mean.Output[0]) is not { } epsilon
            || scope.OnlyConsumer(sum.Output[0]) is not { OpType: "Sqrt" } root || scope.OnlyConsumer(root.Output[0]) != quotient
                || quotient.Input[1] != root.Output[0])
        {
            return false;
        }

        var features = value.Shape[value.Rank - 1];
        _ = ConstantTensor.CheckedCount([features]);
        List<string> inside = [context.OutputName(0), name, square.Output[0], mean.Output[0], sum.Output[0], root.Output[0], quotient.Output[0]];
        float[] weight = [.. Enumerable.Repeat(1f, features)], bias = new float[features];
        if (scope.OnlyConsumer(quotient.Output[0]) is { OpType: "Mul" } product && Vector(scope, product, quotient.Output[0], features) is { } factor)
        {
            (weight, inside) = (factor, [.. inside, product.Output[0]]);
            if (scope.OnlyConsumer(product.Output[0]) is { OpType: "Add" } shifted && Vector(scope, shifted, product.Output[0], features) is { } shift)
            {
                (bias, inside) = (shift, [.. inside, shifted.Output[0]]);
            }
        }

        var result = LayerNormalizations.Normalized(context.Layers, value, value.Rank - 1, weight, bias, epsilon);
        foreach (var made in inside)
        {
            scope.MarkMade(made);
            scope.Define(made, result);
        }

        return true;
    }

    private static bool IsMeanOfLast(Scope scope, string input, int rank, NodeContext context)
    {
        var axes = context.Has("axes") ? context.Ints("axes") : context.HasInput(1) && scope.TryFind(context.InputName(1))?.Constant is { } known
            ? known.ToIntegers() : null;
        return context.InputName(0) == input && context.Int("keepdims", 1) != 0 && axes is [var axis] && (axis == -1 || axis == rank - 1);
    }

    private static bool IsTwo(Scope scope, string name) => scope.TryFind(name)?.Constant is { Count: 1 } exponent && exponent[0] == 2;

    private static float[]? Vector(Scope scope, Proto.NodeProto node, string input, int features)
        => Recognition.Other(node, input) is { } other && scope.TryFind(other)?.Constant is { Kind: ElementKind.Float } constant
            && constant.Shape is [var extent]
            && extent == features ? constant.ToFloats() : null;
}
