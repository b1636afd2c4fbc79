using System.Collections.Immutable;

namespace StaticNets;

/// <summary>Fills a span with a tensor's elements in row-major order.</summary>
/// <param name="destination">As long as the tensor.</param>
public delegate void TensorSource(Span<float> destination);

/// <summary>One tensor to be written to a safetensors file.</summary>
public sealed class SafetensorsTensor
{
    private readonly TensorSource _source;

    /// <summary>A tensor whose elements lie in an array.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Its shape; no axes for a scalar.</param>
    /// <param name="values">Its elements in row-major order.</param>
    /// <exception cref="ArgumentException">The shape is negative or too large, or there are more or fewer values than it has.</exception>
    public SafetensorsTensor(string name, ImmutableArray<int> shape, float[] values)
        : this(name, shape, SourceOf(values))
    {
        if (values.Length != Size)
        {
            throw new ArgumentException(
                $"values has {values.Length} elements, but {FileText.Name(name)} of shape {Shapes.Text(shape)} has {Size}.", nameof(values));
        }
    }

    /// <summary>A single 64-bit integer, which is no float and is written as it is.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="value">The integer.</param>
    internal SafetensorsTensor(string name, long value)
        : this(name, [], _ => throw new InvalidOperationException($"{FileText.Name(name)} is an integer.")) => IntegerValue = value;

    /// <summary>A tensor whose elements are copied when it is written.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Its shape; no axes for a scalar.</param>
    /// <param name="source">Gives its elements.</param>
    /// <exception cref="ArgumentException">The shape is negative or too large.</exception>
    public SafetensorsTensor(string name, ImmutableArray<int> shape, TensorSource source)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(source);
        Name = name;
        Shape = shape;
        Size = SizeOf(name, shape);
        _source = source;
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>Its shape.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Name and shape, fit to be shown.</summary>
    public override string ToString() => $"{FileText.Name(Name)} {Shapes.Text(Shape)}";

    /// <summary>What files call 64-bit integers.</summary>
    internal const string Integer = "I64";

    internal int Size { get; }

    /// <summary>The integer that it is; null for floats.</summary>
    internal long? IntegerValue { get; }

    /// <summary>What files call its elements.</summary>
    internal string TypeName => IntegerValue is null ? SafetensorsJson.Float : Integer;

    internal long ByteCount => IntegerValue is null ? (long)Size * sizeof(float) : sizeof(long);

    internal void CopyTo(Span<float> destination) => _source(destination);

    private static TensorSource SourceOf(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return destination => values.CopyTo(destination);
    }

    private static int SizeOf(string name, ImmutableArray<int> shape)
    {
        if (shape.IsDefault)
            throw new ArgumentException($"shape of {FileText.Name(name)} is missing; a scalar has no axes, [].", nameof(shape));
        long size = 1;
        foreach (var extent in shape)
        {
            if (extent < 0)
                throw new ArgumentException($"shape of {FileText.Name(name)} has an extent of {extent}, but 0 and more are possible.", nameof(shape));
            // No factor is above 2^31, and what is above that already stays so: an extent of 0 may still follow.
            size = Math.Min(size * extent, int.MaxValue + 1L);
        }

        return size <= Array.MaxLength
            ? (int)size
            : throw new ArgumentException($"shape of {FileText.Name(name)} is {Shapes.Text(shape)}, more elements than an array can hold.", nameof(shape));
    }
}
