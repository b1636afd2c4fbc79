using StaticNets.Onnx.Constants;
using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>
/// Elements that a known mask replaces, as in attention to the past alone. The language has no infinities: before a softmax the lowest number does what
/// -infinity does, gets weight 0, as long as something in its row is left.
/// </summary>
internal static class Masks
{
    public static Table Rules { get; } = new() { ["Where"] = Where };

    /// <summary>A known addend without infinities that gives the same softmax, or the addend itself.</summary>
    public static Value Addend(NodeContext context, Value addend)
    {
        if (addend.Constant is not { Kind: ElementKind.Float } constant
            || !Enumerable.Range(0, constant.Count).Any(i => double.IsNegativeInfinity(constant[i])))
        {
            return addend;
        }

        CheckSoftmax(context, constant, i => double.IsNegativeInfinity(constant[i]));
        return Value.Of(new ConstantTensor(constant.Shape, [.. constant.ToFloats().Select(value => float.IsNegativeInfinity(value) ? float.MinValue : value)]));
    }

    /// <summary>min(max(x, low), high): both bounds are the replacement where the mask says so, and no bounds elsewhere.</summary>
    private static void Where(NodeContext context)
    {
        var condition = context.Constant(0, "condition");
        var (first, other) = (context.Floats(1), context.Floats(2));
        context.Refuse(first.Constant is null && other.Constant is null, "both of its values are computed: only one may be");
        var (value, replacement, replaces) = first.Constant is null ? (first, other.Constant!, 0) : (other, first.Constant, 1);
        var shape = Shapes.Common(condition.Shape, replacement.Shape);
        var (mask, given) = (Moving.Spread(condition, shape), Moving.Spread(replacement, shape));
        if (Enumerable.Range(0, given.Count).Any(i => mask[i] != 0 == (replaces == 1) && double.IsInfinity(given[i])))
        {
            CheckSoftmax(context, mask, i => mask[i] != 0 == (replaces == 1));
        }

        context.Give(Joining.Join(context.Layers, "Minimum", Joining.Join(context.Layers, "Maximum", value, Bound(float.MinValue)), Bound(float.MaxValue)));

        Value Bound(float none) => Value.Of(new ConstantTensor(
            shape, [.. Enumerable.Range(0, given.Count).Select(i => mask[i] != 0 == (replaces == 1) ? Math.Max((float)given[i], float.MinValue) : none)]));
    }

    private static void CheckSoftmax(NodeContext context, ConstantTensor mask, Func<int, bool> isMasked)
    {
        context.Refuse(context.Scope.OnlyConsumer(context.OutputName(0)) is not { OpType: "Softmax" },
            "it puts -infinity into a value, which the language has not, except before a softmax");
        var columns = mask.Shape.Length == 0 ? 1 : mask.Shape[mask.Shape.Length - 1];
        context.Refuse(Enumerable.Range(0, mask.Count / Math.Max(1, columns)).Any(row => Enumerable.Range(row * columns, columns).All(isMasked)),
            "its mask leaves nothing in a row, of which a softmax would be NaN");
    }
}
