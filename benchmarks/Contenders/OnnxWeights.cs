using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>Reads the weights (initializers) out of an ONNX model file, so that every contender starts from the same ones.</summary>
/// <remarks>An ONNX file is one protobuf message: ModelProto.graph = 7, GraphProto.initializer = 5, TensorProto.raw_data = 9 (onnx.proto).</remarks>
internal static class OnnxWeights
{
    private const int Graph = 7, Initializer = 5, DataType = 2, RawData = 9, Float = 1;
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>The float tensors of the model, in the order in which they stand in it: for a PyTorch export, that of the module's parameters.</summary>
    public static IReadOnlyList<float[]> Read(string path)
    {
        var tensors = new List<float[]>();
        ReadOnlySpan<byte> model = File.ReadAllBytes(path);
        while (Next(ref model, out int field, out _, out var graph))
        {
            if (field != Graph)
                continue;
            while (Next(ref graph, out field, out _, out var tensor))
            {
                if (field == Initializer && Values(tensor) is { } values)
                    tensors.Add(values);
            }
        }
        return tensors;
    }

    private static float[]? Values(ReadOnlySpan<byte> tensor)
    {
        bool isFloat = false;
        float[]? values = null;
        while (Next(ref tensor, out int field, out ulong number, out var bytes))
        {
            if (field == DataType)
                isFloat = number == Float;
            else if (field == RawData)
                values = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        }
        return isFloat ? values : null;
    }

    /// <summary>Takes one field off the front of a message; false at its end.</summary>
    private static bool Next(ref ReadOnlySpan<byte> message, out int field, out ulong number, out ReadOnlySpan<byte> bytes)
    {
        field = 0;
        number = 0;
        bytes = default;
        if (message.IsEmpty)
            return false;
        ulong key = ReadVarint(ref message);
        field = (int)(key >> 3);
        switch ((int)(key & 7))
        {
            case Varint:
                number = ReadVarint(ref message);
                return true;
            case Fixed64:
                number = BinaryPrimitives.ReadUInt64LittleEndian(message);
                message = message[8..];
                return true;
            case Bytes:
                int length = (int)ReadVarint(ref message);
                bytes = message[..length];
                message = message[length..];
                return true;
            case Fixed32:
                number = BinaryPrimitives.ReadUInt32LittleEndian(message);
                message = message[4..];
                return true;
            default:
                throw new InvalidDataException($"not an ONNX model: wire type {key & 7}");
        }
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
