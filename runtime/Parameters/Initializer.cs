namespace StaticNets;

/// <summary>The distribution of a parameter's initial values.</summary>
public readonly record struct Initializer
{
    /// <summary>Kind and scale.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Kind}({Scale})");

    private Initializer(InitializerKind kind, double scale, string argument)
    {
        if (!double.IsFinite(scale) || (kind != InitializerKind.Constant && scale < 0))
            throw new ArgumentOutOfRangeException(argument, scale, $"{argument} must be a finite number, and not negative.");
        Kind = kind;
        Scale = scale;
    }

    /// <summary>The kind of distribution; the default value of this struct is the constant 0.</summary>
    public InitializerKind Kind { get; }

    /// <summary>The constant, the bound or the standard deviation, by <see cref="Kind"/>.</summary>
    public double Scale { get; }

    /// <summary>Uniform in [-<paramref name="bound"/>, <paramref name="bound"/>).</summary>
    /// <param name="bound">The bound, not negative.</param>
    public static Initializer Uniform(double bound) => new(InitializerKind.Uniform, bound, nameof(bound));

    /// <summary>Normal with mean 0.</summary>
    /// <param name="deviation">The standard deviation, not negative.</param>
    public static Initializer Normal(double deviation) => new(InitializerKind.Normal, deviation, nameof(deviation));

    /// <summary>The same value everywhere.</summary>
    /// <param name="value">The value.</param>
    public static Initializer Constant(double value) => new(InitializerKind.Constant, value, nameof(value));

    /// <summary>
    /// The sum of two uniform draws in [-<paramref name="bound"/>, <paramref name="bound"/>): one bias that stands for two of
    /// PyTorch's, each with its own draw.
    /// </summary>
    /// <param name="bound">The bound of each draw, not negative.</param>
    public static Initializer SumOfUniforms(double bound) => new(InitializerKind.SumOfUniforms, bound, nameof(bound));
}
