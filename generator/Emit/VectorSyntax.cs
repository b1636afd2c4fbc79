using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>The C# of vector operations, by number of lanes; one lane is a float.</summary>
internal static class VectorSyntax
{
    private const string Math = "global::StaticNets.Numerics.VectorMath";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    public static string Zero(int lanes) => lanes == 1 ? "0f" : $"{VectorTarget.TypeOf(lanes)}.Zero";

    public static string Broadcast(string scalar, int lanes) => lanes == 1 ? scalar : $"{VectorTarget.ClassOf(lanes)}.Create({scalar})";

    /// <summary>The element <paramref name="offset"/> floats after a reference.</summary>
    public static string Element(string reference, int offset) => offset == 0 ? reference : $"{Unsafe}.Add(ref {reference}, {Literal.Of(offset)})";

    public static string Load(string reference, int offset, int lanes)
        => lanes == 1 ? Element(reference, offset) : $"{VectorTarget.ClassOf(lanes)}.LoadUnsafe(ref {Element(reference, offset)})";

    public static string Store(string value, string reference, int offset, int lanes) => lanes == 1
        ? $"{Element(reference, offset)} = {value};"
        : $"{VectorTarget.ClassOf(lanes)}.StoreUnsafe({value}, ref {Element(reference, offset)});";

    /// <summary>a * b + c, rounded once where the hardware does so (128 bits must also run without such hardware).</summary>
    public static string MultiplyAdd(string a, string b, string c, int lanes) => lanes switch
    {
        1 => $"({a} * {b}) + {c}",
        4 => $"{VectorTarget.ClassOf(lanes)}.MultiplyAddEstimate({a}, {b}, {c})",
        _ => $"{VectorTarget.ClassOf(lanes)}.FusedMultiplyAdd({a}, {b}, {c})",
    };

    public static string Unary(UnaryOperation operation, string x, int lanes) => operation switch
    {
        UnaryOperation.Negate => $"-{x}",
        UnaryOperation.Sqrt => lanes == 1 ? $"global::System.MathF.Sqrt({x})" : $"{VectorTarget.ClassOf(lanes)}.Sqrt({x})",
        UnaryOperation.Relu => Select(Comparison.Less, x, Zero(lanes), Zero(lanes), x, lanes),
        _ => $"{Math}.{operation}({x})",
    };

    public static string Binary(BinaryOperation operation, string x, string y, int lanes) => operation switch
    {
        BinaryOperation.Add => $"{x} + {y}",
        BinaryOperation.Subtract => $"{x} - {y}",
        BinaryOperation.Multiply => $"{x} * {y}",
        BinaryOperation.Divide => $"{x} / {y}",
        BinaryOperation.Maximum => Maximum(x, y, lanes),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    /// <summary>The greater; NaN where either is.</summary>
    public static string Maximum(string x, string y, int lanes) => lanes == 1 ? $"global::System.MathF.Max({x}, {y})" : $"{VectorTarget.ClassOf(lanes)}.Max({x}, {y})";

    public static string Select(Comparison comparison, string x, string y, string then, string otherwise, int lanes)
    {
        if (lanes == 1)
        {
            var symbol = comparison switch { Comparison.Less => "<", Comparison.LessOrEqual => "<=", _ => "==" };
            return $"{x} {symbol} {y} ? {then} : {otherwise}";
        }

        var type = VectorTarget.ClassOf(lanes);
        var method = comparison switch { Comparison.Less => "LessThan", Comparison.LessOrEqual => "LessThanOrEqual", _ => "Equals" };
        return $"{type}.ConditionalSelect({type}.{method}({x}, {y}), {then}, {otherwise})";
    }

    /// <summary>The first <paramref name="valid"/> lanes; 0 in the others.</summary>
    public static string Keep(string value, int valid, int lanes)
    {
        var type = VectorTarget.ClassOf(lanes);
        return $"{type}.BitwiseAnd({value}, {type}.Create({string.Join(", ", Enumerable.Range(0, lanes).Select(lane => lane < valid ? "-1" : "0"))}).AsSingle())";
    }

    /// <summary>start, start + step, start + 2 * step...</summary>
    public static string Sequence(string start, int step, int lanes) => lanes == 1
        ? $"(float)({start})"
        : $"{VectorTarget.ClassOf(lanes)}.Create((float)({start})) + {VectorTarget.ClassOf(lanes)}.Create({string.Join(", ", Enumerable.Range(0, lanes).Select(lane => Literal.Of((double)lane * step)))})";

    /// <summary>Unsigned start, start + step, ... for the counters of random numbers.</summary>
    public static string Counter(string start, int step, int lanes)
    {
        if (lanes == 1)
        {
            return $"unchecked((uint)({start}))";
        }

        var type = VectorTarget.ClassOf(lanes);
        var first = $"{type}.Create(unchecked((uint)({start})))";
        return step == 0 ? first : $"{first} + {type}.Create({string.Join(", ", Enumerable.Range(0, lanes).Select(lane => Literal.Of(lane * step) + "u"))})";
    }

    public static string Sum(string value, int lanes) => lanes == 1 ? value : $"{VectorTarget.ClassOf(lanes)}.Sum({value})";

    /// <summary>A value of few lanes as one of many, the others 0.</summary>
    public static string Widen(string value, int from, int to)
    {
        if (from == to)
        {
            return value;
        }

        var text = from == 1 ? $"global::System.Runtime.Intrinsics.Vector128.CreateScalar({value})" : value;
        from = Math4(from);
        while (from < to)
        {
            from *= 2;
            text = $"global::System.Runtime.Intrinsics.Vector{from * 16}.ToVector{from * 32}({text})";
        }

        return text;

        static int Math4(int lanes) => lanes < 4 ? 4 : lanes;
    }
}
