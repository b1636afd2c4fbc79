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
    /// <summary>What messages list as readable.</summary>
    internal const string ReadTypes = "F32, F64, F16 and BF16";

    /// <summary>The type's name in the file, such as <c>I64</c>, whether it is read or not.</summary>
    public string TypeName { get => field ?? Type.ToString(); init; }

    /// <summary>The number of its bytes in the file.</summary>
    internal long ByteCount { get; init; }

    /// <summary>Name, type and shape, fit to be shown.</summary>
    public override string ToString() => $"{FileText.Name(Name)} {FileText.Name(TypeName)} {Shapes.Text<long>(Shape.AsSpan())}";

    internal static int ElementSize(SafetensorsType type) => type switch
    {
        SafetensorsType.F64 => 8,
        SafetensorsType.F32 => 4,
        _ => 2,
    };

    /// <summary>The bytes of an element of any type that has whole ones; null for others, and those that nobody knows yet.</summary>
    internal static int? ElementSize(string typeName) => typeName switch
    {
        "F64" or "I64" or "U64" or "C64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" => 1,
        _ => null,
    };
}
