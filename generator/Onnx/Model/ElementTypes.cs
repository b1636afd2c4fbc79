using System.Runtime.InteropServices;
using DataType = Onnx.TensorProto.Types.DataType;

namespace StaticNets.Onnx.Model;

/// <summary>What ONNX's types of elements are, and how the narrow ones are read.</summary>
internal static class ElementTypes
{
    /// <summary>Null for strings, complex numbers and what a newer format has.</summary>
    public static ElementKind? KindOf(DataType type) => type switch
    {
        DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16 => ElementKind.Float,
        DataType.Bool => ElementKind.Boolean,
        DataType.Int8 or DataType.Int16 or DataType.Int32 or DataType.Int64 => ElementKind.Integer,
        DataType.Uint8 or DataType.Uint16 or DataType.Uint32 or DataType.Uint64 => ElementKind.Integer,
        _ => null,
    };

    /// <summary>The bytes of an element.</summary>
    public static int? SizeOf(DataType type) => type switch
    {
        DataType.Bool or DataType.Int8 or DataType.Uint8 => 1,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 2,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Double or DataType.Int64 or DataType.Uint64 => 8,
        _ => null,
    };

    public static float BrainToFloat(ushort bits) => SingleOf(bits << 16);

    public static float HalfToFloat(ushort bits)
    {
        var (sign, exponent, fraction) = ((bits & 0x8000) << 16, bits >> 10 & 0x1f, bits & 0x3ff);
        return exponent switch
        {
            0 => (sign == 0 ? 1 : -1) * fraction * (1f / (1 << 24)),
            0x1f => SingleOf(sign | 0x7f800000 | fraction << 13),
            _ => SingleOf(sign | exponent + (127 - 15) << 23 | fraction << 13),
        };
    }

    public static float SingleOf(int bits) => new Bits { Integer = bits }.Single;

    [StructLayout(LayoutKind.Explicit)]
    private struct Bits
    {
        [FieldOffset(0)]
        public int Integer;

        [FieldOffset(0)]
        public float Single;
    }
}
