using System.Numerics;
using System.Runtime.InteropServices;

namespace StaticNets;

/// <summary>
/// A hash of bits, to see whether two processes have the same: eight bytes at a time in four lanes, each xored, multiplied by a large odd number and turned.
/// It is quick and no protection from somebody who wants two to be alike.
/// </summary>
internal static class BitHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>The hash of floats' bits: 0 and -0 differ.</summary>
    public static ulong Of(ReadOnlySpan<float> values) => Of(MemoryMarshal.AsBytes(values));

    /// <summary>The hash of bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var (a, b, c, d) = (1UL, 2UL, 3UL, (ulong)bytes.Length);
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
            (a, b, c, d) = (Mix(a, words[i]), Mix(b, words[i + 1]), Mix(c, words[i + 2]), Mix(d, words[i + 3]));
        for (; i < words.Length; i++)
            a = Mix(a, words[i]);
        foreach (var last in bytes[(words.Length * sizeof(ulong))..])
            b = Mix(b, last);
        return Mix(Mix(Mix(Mix(0, a), b), c), d);
    }

    private static ulong Mix(ulong hash, ulong word) => BitOperations.RotateLeft((hash ^ word) * Multiplier, 29);
}
