using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Constants;

using Table = Dictionary<string, Func<NodeContext, ConstantTensor>>;

/// <summary>Functions of the elements of known tensors, spread over each other as NumPy does it. Integers stay integers.</summary>
internal static class Arithmetic
{
    public static Table Operators { get; } = new()
    {
        ["Add"] = Joined((a, b) => a + b, (a, b) => unchecked(a + b)),
        ["Sub"] = Joined((a, b) => a - b, (a, b) => unchecked(a - b)),
        ["Mul"] = Joined((a, b) => a * b, (a, b) => unchecked(a * b)),
        ["Div"] = Joined((a, b) => a / b, (a, b) => b == 0 ? throw new ImportException("it divides an integer by 0") : b == -1 ? unchecked(-a) : a / b),
        ["Mod"] = Joined((a, b) => a % b, Modulo),
        ["Pow"] = Joined(Math.Pow, (a, b) => (long)Math.Pow(a, b)),
        ["Max"] = Joined(Math.Max, Math.Max),
        ["Min"] = Joined(Math.Min, Math.Min),
        ["Sum"] = Joined((a, b) => a + b, (a, b) => unchecked(a + b)),
        ["Neg"] = Unary(a => -a, a => unchecked(-a)),
        ["Abs"] = Unary(Math.Abs, a => a == long.MinValue ? a : Math.Abs(a)),
        ["Sign"] = Unary(a => double.IsNaN(a) ? a : Math.Sign(a), a => Math.Sign(a)),
        ["Floor"] = Unary(Math.Floor),
        ["Ceil"] = Unary(Math.Ceiling),
        ["Round"] = Unary(a => Math.Round(a, MidpointRounding.ToEven)),
        ["Sqrt"] = Unary(Math.Sqrt),
        ["Exp"] = Unary(Math.Exp),
        ["Log"] = Unary(Math.Log),
        ["Sin"] = Unary(Math.Sin),
        ["Cos"] = Unary(Math.Cos),
        ["Tanh"] = Unary(Math.Tanh),
        ["Sigmoid"] = Unary(a => 1 / (1 + Math.Exp(-a))),
        ["Relu"] = Unary(a => a < 0 ? 0 : a),
        ["Reciprocal"] = Unary(a => 1 / a),
        ["Not"] = Unary(a => a == 0 ? 1 : 0, a => a == 0 ? 1 : 0),
        ["Equal"] = Compared((a, b) => a == b),
        ["Greater"] = Compared((a, b) => a > b),
        ["GreaterOrEqual"] = Compared((a, b) => a >= b),
        ["Less"] = Compared((a, b) => a < b),
        ["LessOrEqual"] = Compared((a, b) => a <= b),
        ["And"] = Compared((a, b) => a != 0 && b != 0),
        ["Or"] = Compared((a, b) => a != 0 || b != 0),
        ["Xor"] = Compared((a, b) => (a != 0) != (b != 0)),
        ["Where"] = Where,
        ["Cast"] = context => Folding.Cast(context.Constant(0, "value"), Rules.Casting.Target(context)),
        ["CastLike"] = context => Folding.Cast(context.Constant(0, "value"), context[1].Kind),
    };

    private static long Modulo(long a, long b)
    {
        if (b is 0)
        {
            throw new ImportException("it divides an integer by 0");
        }

        var rest = b == -1 ? 0 : a % b;
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }

    private static Func<NodeContext, ConstantTensor> Unary(Func<double, double> function, Func<long, long>? whole = null) => context =>
    {
        var tensor = context.Constant(0, "value");
        return tensor.Kind == ElementKind.Float
            ? new(tensor.Shape, [.. Enumerable.Range(0, tensor.Count).Select(i => (float)function(tensor[i]))])
            : whole is null ? throw new ImportException("it is not computed for integers")
            : new(tensor.Shape, [.. tensor.ToIntegers().Select(whole)], tensor.Kind);
    };

    private static Func<NodeContext, ConstantTensor> Joined(Func<double, double, double> function, Func<long, long, long> whole) => context =>
    {
        var result = context.Constant(0, "value");
        for (var i = 1; i < context.InputCount; i++)
        {
            result = Pairwise(result, context.Constant(i, "value"), function, whole);
        }

        return result;
    };

    private static ConstantTensor Pairwise(ConstantTensor a, ConstantTensor b, Func<double, double, double> function, Func<long, long, long> whole)
    {
        // The size of the batch times 1 is that size.
        if (a.MentionsBatch || b.MentionsBatch)
        {
            var (marked, other) = a.MentionsBatch ? (a, b) : (b, a);
            if (whole(7, 1) == 7 && a == marked && other.Kind == ElementKind.Integer && !other.MentionsBatch && other.ToIntegers().All(value => value == 1)
                && other.Count <= marked.Count)
            {
                return marked;
            }
        }

        var shape = Shapes.Common(a.Shape, b.Shape);
        var count = ConstantTensor.CheckedCount(shape, Math.Max(a.Count, b.Count));
        var (first, second) = (Positions(shape, a.Shape), Positions(shape, b.Shape));
        return a.Kind == ElementKind.Float || b.Kind == ElementKind.Float
            ? new(shape, [.. Enumerable.Range(0, count).Select(i => (float)function(a[first(i)], b[second(i)]))])
            : new(shape, [.. Enumerable.Range(0, count).Select(i => whole(a.Integer(first(i)), b.Integer(second(i))))]);
    }

    private static Func<NodeContext, ConstantTensor> Compared(Func<double, double, bool> function) => context =>
    {
        var (a, b) = (context.Constant(0, "value"), context.Constant(1, "value"));
        var shape = Shapes.Common(a.Shape, b.Shape);
        var (first, second) = (Positions(shape, a.Shape), Positions(shape, b.Shape));
        return new(shape, [.. Enumerable.Range(0, ConstantTensor.CheckedCount(shape, Math.Max(a.Count, b.Count))).Select(i => Holds(first(i), second(i)) ? 1L
            : 0)], ElementKind.Boolean);

        // A batch has at least one example: exporters ask whether an extent is -1.
        bool Holds(int i, int j) => (a.IsBatch(i) && !b.IsBatch(j) && b[j] <= 0) || (b.IsBatch(j) && !a.IsBatch(i) && a[i] <= 0)
            ? function(a.IsBatch(i) ? 1 : a[i], b.IsBatch(j) ? 1 : b[j])
            : a.IsBatch(i) || b.IsBatch(j) ? throw new ImportException("it compares the size of the batch, which a network leaves open")
            : function(a[i], b[j]);
    };

    private static ConstantTensor Where(NodeContext context)
    {
        var (condition, a, b) = (context.Constant(0, "condition"), context.Constant(1, "value"), context.Constant(2, "value"));
        var shape = Shapes.Common(condition.Shape, Shapes.Common(a.Shape, b.Shape));
        var (test, first, second) = (Positions(shape, condition.Shape), Positions(shape, a.Shape), Positions(shape, b.Shape));
        return ConstantTensor.Select(shape, i => condition[test(i)] != 0 ? (a, first(i)) : (b, second(i)), a.Kind,
            Math.Max(condition.Count, Math.Max(a.Count, b.Count)));
    }

    /// <summary>Where the elements of a shape are in a smaller one that is spread over it.</summary>
    internal static Func<int, int> Positions(int[] whole, int[] small)
    {
        if (whole.SequenceEqual(small))
        {
            return i => i;
        }

        var (strides, smallStrides) = (Shapes.Strides(whole), Shapes.Strides(small));
        return i => Shapes.Spread(i, whole, strides, small, smallStrides);
    }
}
