using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets;

/// <summary>
/// Zeroed floats that start on a cache line and never move. A pinned array, rather than native memory, because the
/// garbage collector then frees it, whatever references into it remain.
/// </summary>
internal readonly struct AlignedFloats
{
    private const int Alignment = Agreement.CacheLineFloats * sizeof(float);
    private const int Slack = Agreement.CacheLineFloats;
    private readonly float[] _array;
    private readonly int _start;
    private readonly int _length;

    public AlignedFloats(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        _length = length;
        _array = GC.AllocateArray<float>(length + Slack, pinned: true);
        _start = FirstAligned(_array);
    }

    /// <summary>The most floats there can be.</summary>
    public static int MaxLength => Array.MaxLength - Slack;

    public Span<float> Span => new(_array, _start, _length);

    public ref float Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }

    private static unsafe int FirstAligned(float[] array)
    {
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        return (int)((Alignment - address % Alignment) % Alignment) / sizeof(float);
    }
}
