using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace StaticNets.CompilerServices;

/// <summary>Turns rows into columns, in tiles of 4x4 floats that are read and written as vectors.</summary>
internal static class Transposition
{
    private const int Side = 4;

    /// <summary>Copies [rows][columns] to [columns][rows]. A stride is the distance from one row to the next; between the rows nothing is touched.</summary>
    public static void Copy(ref float source, int sourceStride, ref float destination, int destinationStride, int rows, int columns)
    {
        var wholeRows = rows - (rows % Side);
        var wholeColumns = columns - (columns % Side);
        if (rows < columns)
        {
            // The shorter side inside, so that a cache line that is written is finished while it is near.
            for (var column = 0; column < wholeColumns; column += Side)
            {
                for (var row = 0; row < wholeRows; row += Side)
                    CopyTile(ref source, sourceStride, ref destination, destinationStride, row, column);
            }
        }
        else
        {
            for (var row = 0; row < wholeRows; row += Side)
            {
                for (var column = 0; column < wholeColumns; column += Side)
                    CopyTile(ref source, sourceStride, ref destination, destinationStride, row, column);
            }
        }

        CopySingly(ref source, sourceStride, ref destination, destinationStride, wholeRows, rows, 0, columns);
        CopySingly(ref source, sourceStride, ref destination, destinationStride, 0, wholeRows, wholeColumns, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyTile(ref float source, int sourceStride, ref float destination, int destinationStride, int row, int column)
    {
        ref var from = ref Unsafe.Add(ref source, ((nint)row * sourceStride) + column);
        var a = Vector128.LoadUnsafe(ref from);
        var b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, sourceStride));
        var c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, (nint)sourceStride * 2));
        var d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, (nint)sourceStride * 3));
        var (ac, bd) = (InterleaveLow(a, c), InterleaveLow(b, d));
        var (acHigh, bdHigh) = (InterleaveHigh(a, c), InterleaveHigh(b, d));
        ref var to = ref Unsafe.Add(ref destination, ((nint)column * destinationStride) + row);
        InterleaveLow(ac, bd).StoreUnsafe(ref to);
        InterleaveHigh(ac, bd).StoreUnsafe(ref Unsafe.Add(ref to, destinationStride));
        InterleaveLow(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref to, (nint)destinationStride * 2));
        InterleaveHigh(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref to, (nint)destinationStride * 3));
    }

    private static void CopySingly(
        ref float source, int sourceStride, ref float destination, int destinationStride, int firstRow, int lastRow, int firstColumn, int lastColumn)
    {
        for (nint row = firstRow; row < lastRow; row++)
        {
            for (nint column = firstColumn; column < lastColumn; column++)
                Unsafe.Add(ref destination, (column * destinationStride) + row) = Unsafe.Add(ref source, (row * sourceStride) + column);
        }
    }

    /// <summary>a0 b0 a1 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> a, Vector128<float> b)
        => Sse.IsSupported ? Sse.UnpackLow(a, b)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
            : Vector128.Create(a[0], b[0], a[1], b[1]);

    /// <summary>a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b)
        => Sse.IsSupported ? Sse.UnpackHigh(a, b)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
            : Vector128.Create(a[2], b[2], a[3], b[3]);
}
