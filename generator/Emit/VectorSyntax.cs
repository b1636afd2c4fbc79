using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Emit;

/// <summary>The C# of vector operations, by number of lanes; one lane is a float.</summary>
internal static class VectorSyntax
{
    public const string Math = "Math_";
    public const string Unsafe = "Unsafe_";

    /// <summary><c>nint</c>, which is a type of the user's where there is one of that name.</summary>
    public const string Int = "Int_";

    /// <summary><c>nuint</c>.</summary>
    public const string Unsigned = "UInt_";

    /// <summary>What so many floats are; said outright, since <c>var</c> is a type of the user's where there is one of that name.</summary>
    public static string TypeOf(int lanes) => lanes switch
    {
        1 => "float",
        4 => "F128_",
        8 => "F256_",
        16 => "F512_",
        _ => throw new ArgumentOutOfRangeException(nameof(lanes)),
    };

    public static string Zero(int lanes) => lanes == 1 ? "0f" : $"{TypeOf(lanes)}.Zero";

    public static string Broadcast(string scalar, int lanes) => lanes == 1 ? scalar : $"{ClassOf(lanes)}.Create<float>({scalar})";

    /// <summary>The element <paramref name="offset"/> floats after a reference.</summary>
    public static string Element(string reference, int offset) => offset == 0 ? reference : $"{Unsafe}.Add<float>(ref {reference}, {Literal.Of(offset)})";

    public static string Load(string reference, int offset, int lanes)
        => lanes == 1 ? Element(reference, offset) : $"{ClassOf(lanes)}.LoadUnsafe<float>(ref {Place(reference, offset)})";

    public static string Store(string value, string reference, int offset, int lanes) => lanes == 1
        ? $"{Element(reference, offset)} = {value};"
        : $"{ClassOf(lanes)}.StoreUnsafe<float>({value}, ref {Place(reference, offset)});";

    /// <summary>a * b + c, rounded once where the hardware does so (128 bits must also run without such hardware).</summary>
    public static string MultiplyAdd(string a, string b, string c, int lanes) => lanes switch
    {
        1 => $"({a} * {b}) + {c}",
        4 => $"{ClassOf(lanes)}.MultiplyAddEstimate({a}, {b}, {c})",
        _ => $"{ClassOf(lanes)}.FusedMultiplyAdd({a}, {b}, {c})",
    };

    public static string Unary(UnaryOperation operation, string x, int lanes) => operation switch
    {
        UnaryOperation.Negate => $"-{x}",
        UnaryOperation.Sqrt => lanes == 1 ? $"global::System.MathF.Sqrt({x})" : $"{ClassOf(lanes)}.Sqrt({x})",
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
    public static string Maximum(string x, string y, int lanes) => lanes == 1 ? $"global::System.MathF.Max({x}, {y})" : $"{ClassOf(lanes)}.Max({x}, {y})";

    public static string Select(Comparison comparison, string x, string y, string then, string otherwise, int lanes)
        => Choose(Compare(comparison, x, y, lanes), then, otherwise, lanes);

    /// <summary>One value where a condition holds, as <see cref="Compare"/> gives it, else another.</summary>
    public static string Choose(string condition, string then, string otherwise, int lanes)
        => lanes == 1 ? $"{condition} ? {then} : {otherwise}" : $"{ClassOf(lanes)}.ConditionalSelect({condition}, {then}, {otherwise})";

    /// <summary>Whether the first is greater than the second or NaN, or <paramref name="position"/>, if there is one, is negative.</summary>
    public static string IsGreaterOrNaN(string x, string y, string? position, int lanes)
    {
        var isGreater = Compare(Comparison.Less, y, x, lanes);
        var isNotANumber = lanes == 1 ? $"float.IsNaN({x})" : $"{ClassOf(lanes)}.IsNaN({x})";
        var or = lanes == 1 ? "||" : "|";
        return $"{isGreater} {or} {isNotANumber}" + (position is null ? "" : $" {or} {Compare(Comparison.Less, position, Zero(lanes), lanes)}");
    }

    private static string Compare(Comparison comparison, string x, string y, int lanes)
    {
        if (lanes == 1)
        {
            var symbol = comparison switch { Comparison.Less => "<", Comparison.LessOrEqual => "<=", _ => "==" };
            return $"{x} {symbol} {y}";
        }

        var method = comparison switch { Comparison.Less => "LessThan", Comparison.LessOrEqual => "LessThanOrEqual", _ => "Equals" };
        return $"{ClassOf(lanes)}.{method}({x}, {y})";
    }

    /// <summary>The first <paramref name="valid"/> lanes; 0 in the others.</summary>
    public static string Keep(string value, int valid, int lanes)
    {
        var type = ClassOf(lanes);
        return $"{type}.BitwiseAnd({value}, "
            + $"{type}.AsSingle({type}.Create({string.Join(", ", Enumerable.Range(0, lanes).Select(lane => lane < valid ? "-1" : "0"))})))";
    }

    /// <summary>start, start + step, start + 2 * step...</summary>
    public static string Sequence(string start, int step, int lanes) => lanes == 1
        ? $"(float)({start})"
        : $"{ClassOf(lanes)}.Create((float)({start})) + "
            + $"{ClassOf(lanes)}.Create({string.Join(", ", Enumerable.Range(0, lanes).Select(lane => Literal.Of((double)lane * step)))})";

    /// <summary>Unsigned start, start + step, ... for the counters of random numbers.</summary>
    public static string Counter(string start, int step, int lanes)
    {
        if (lanes == 1)
        {
            return $"unchecked((uint)({start}))";
        }

        var type = ClassOf(lanes);
        var first = $"{type}.Create(unchecked((uint)({start})))";
        return step == 0 ? first : $"{first} + {type}.Create({string.Join(", ", Enumerable.Range(0, lanes).Select(lane => Literal.Of(lane * step) + "u"))})";
    }

    public static string Sum(string value, int lanes) => lanes == 1 ? value : $"{Math}.Sum({value})";

    /// <summary>A value of few lanes as one of many, the others 0.</summary>
    public static string Widen(string value, int from, int to)
    {
        if (from == to)
        {
            return value;
        }

        var text = from == 1 ? $"V128_.CreateScalar({value})" : value;
        from = Math4(from);
        while (from < to)
        {
            from *= 2;
            text = FormattableString.Invariant($"V{from * 16}_.ToVector{from * 32}({text})");
        }

        return text;

        static int Math4(int lanes) => lanes < 4 ? 4 : lanes;
    }

    /// <summary>The last arguments of a vector's load or store: the offset is unsigned, so that a negative one goes into the reference.</summary>
    private static string Place(string reference, int offset) => offset > 0 ? $"{reference}, {Literal.Of(offset)}" : Element(reference, offset);

    private static string ClassOf(int lanes) => lanes switch
    {
        4 => "V128_",
        8 => "V256_",
        16 => "V512_",
        _ => throw new ArgumentOutOfRangeException(nameof(lanes)),
    };
}
