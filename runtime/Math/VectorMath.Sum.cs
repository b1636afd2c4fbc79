using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The sum of the lanes of a vector.</content>
/// <remarks>
/// Halves are added before lanes: 7 instructions for 512 bits. <c>Vector512.Sum</c> adds each quarter up by itself, 27 instructions, and after some twenty sums
/// in a method the JIT calls it instead of inlining it, with vectors passed in memory.
/// </remarks>
public static partial class VectorMath
{
    /// <summary>The sum of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> x) => Vector128.Sum(x);

    /// <inheritdoc cref="Sum(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> x) => Vector128.Sum(x.GetLower() + x.GetUpper());

    /// <inheritdoc cref="Sum(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> x)
    {
        var half = x.GetLower() + x.GetUpper();
        return Vector128.Sum(half.GetLower() + half.GetUpper());
    }
}
