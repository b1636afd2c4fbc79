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
    /// <exception cref="ArgumentException">There are more or fewer values than the shape has.</exception>
    public SafetensorsTensor(string name, ImmutableArray<int> shape, float[] values)
        : this(name, shape, destination => values.CopyTo(destination))
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != Size)
        {
            throw new ArgumentException(
                $"values has {values.Length} elements, but {name} of shape {Shapes.Text(shape)} has {Size}.", nameof(values));
        }
    }

    /// <summary>A tensor whose elements are copied when it is written.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Its shape; no axes for a scalar.</param>
    /// <param name="source">Gives its elements.</param>
    public SafetensorsTensor(string name, ImmutableArray<int> shape, TensorSource source)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(source);
        Name = name;
        Shape = shape;
        Size = Shapes.Size(shape);
        _source = source;
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>Its shape.</summary>
    public ImmutableArray<int> Shape { get; }

    internal int Size { get; }

    internal void CopyTo(Span<float> destination) => _source(destination);
}
