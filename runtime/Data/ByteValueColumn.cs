using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Data;

/// <summary>
/// Values kept as bytes and divided on the way out: 60,000 images of 28x28 stay 47 MB. It divides rather than
/// multiplies by the reciprocal because <c>byte / 255f</c> is what others' loaders compute, to the bit.
/// </summary>
internal sealed class ByteValueColumn(byte[] values, int count, int width, float divisor) : Column<float>(count, width)
{
    internal override void CopyRows(int first, Span<float> destination) =>
        Divide(new ReadOnlySpan<byte>(values, first * Width, destination.Length), divisor, destination);

    internal static void Divide(ReadOnlySpan<byte> source, float divisor, Span<float> destination)
    {
        // Checks the length for the unchecked stores below.
        destination = destination[..source.Length];
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref var from = ref MemoryMarshal.GetReference(source);
            ref var to = ref MemoryMarshal.GetReference(destination);
            var divisors = Vector128.Create(divisor);
            for (; i <= source.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
                Store(low, divisors, ref Unsafe.Add(ref to, i));
                Store(high, divisors, ref Unsafe.Add(ref to, i + Vector128<ushort>.Count));
            }
        }
        for (; i < source.Length; i++)
            destination[i] = source[i] / divisor;
    }

    private static void Store(Vector128<ushort> values, Vector128<float> divisors, ref float destination)
    {
        var (low, high) = Vector128.Widen(values);
        (Vector128.ConvertToSingle(low.AsInt32()) / divisors).StoreUnsafe(ref destination);
        (Vector128.ConvertToSingle(high.AsInt32()) / divisors).StoreUnsafe(ref destination, (nuint)Vector128<float>.Count);
    }
}
