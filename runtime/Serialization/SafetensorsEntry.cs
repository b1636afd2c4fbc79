using System.Collections.Immutable;

namespace StaticNets;

/// <summary>One tensor of a safetensors file, as the header describes it.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The type of its elements in the file.</param>
/// <param name="Shape">Its shape; no axes for a scalar.</param>
/// <param name="Offset">Where its first byte is in the file.</param>
/// <param name="Count">The number of its elements.</param>
public sealed record SafetensorsEntry(
    string Name, SafetensorsType Type, ImmutableArray<long> Shape, long Offset, long Count)
{
    internal long ByteCount => Count * ElementSize(Type);

    /// <summary>Name, type and shape.</summary>
    public override string ToString() => $"{Name} {Type} {Shapes.Text<long>(Shape.AsSpan())}";

    internal static int ElementSize(SafetensorsType type) => type switch
    {
        SafetensorsType.F64 => 8,
        SafetensorsType.F32 => 4,
        _ => 2,
    };
}
