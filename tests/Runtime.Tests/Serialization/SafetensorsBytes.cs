using System.Buffers.Binary;
using System.Text;

namespace StaticNets.Tests.Serialization;

/// <summary>Safetensors files put together by hand, byte by byte, as the format's description has them.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Make(string header, params byte[] data) => Make(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Make(byte[] header, byte[] data) => Make((ulong)header.Length, header, data);

    public static byte[] Make(ulong claimedLength, byte[] header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, claimedLength);
        return [.. length, .. header, .. data];
    }
}
