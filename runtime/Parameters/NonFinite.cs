using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNets;

/// <summary>Looks for infinities and NaN, and for the largest magnitude.</summary>
internal static class NonFinite
{
    private const int MagnitudeBits = 0x7FFFFFFF;

    /// <summary>The index of the first value that is infinite or NaN, or -1.</summary>
    public static int Find(ReadOnlySpan<float> values)
    {
        if (float.IsFinite(LargestMagnitude(values)))
            return -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }

        return -1;
    }

    /// <summary>The name of the first tensor with a value that is infinite or NaN, or null.</summary>
    public static string? FindTensor(ParameterSet set) => NonFiniteElement.Find(set)?.Tensor.Name;

    /// <summary>The largest magnitude, 0 without values; infinite or NaN where one of them is.</summary>
    public static float LargestMagnitude(ReadOnlySpan<float> values)
    {
        // As integers, magnitudes are in the order of their bits, and those of infinities and NaN are the largest.
        var largest0 = Vector256<int>.Zero;
        var largest1 = Vector256<int>.Zero;
        var magnitude = Vector256.Create(MagnitudeBits);
        ref var first = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - 16; i += 16)
        {
            largest0 = Vector256.Max(largest0, Vector256.LoadUnsafe(ref first, (nuint)i).AsInt32() & magnitude);
            largest1 = Vector256.Max(largest1, Vector256.LoadUnsafe(ref first, (nuint)i + 8).AsInt32() & magnitude);
        }

        largest0 = Vector256.Max(largest0, largest1);
        var largest = 0;
        for (var lane = 0; lane < Vector256<int>.Count; lane++)
            largest = Math.Max(largest, largest0[lane]);
        for (; i < values.Length; i++)
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(values[i]) & MagnitudeBits);
        return BitConverter.Int32BitsToSingle(largest);
    }
}
