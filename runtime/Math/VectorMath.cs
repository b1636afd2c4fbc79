using System.Runtime.CompilerServices;

namespace StaticNets.Numerics;

/// <summary>
/// Elementary functions of vectors of floats, the same polynomials in the same order in every width. Coefficients are minimax fits made for this
/// project (least squares with Lawson's weights). NaN gives NaN.
/// </summary>
public static partial class VectorMath
{
    internal const int BitsOfRootOfHalf = 0x3F3504F3;

    private const float Log2OfE = 1.44269504f;

    /// <summary>1.5 * 2^23: adding it rounds to an integer, which is then in the lowest bits.</summary>
    private const float RoundingShift = 12582912f;

    /// <summary>2^f for f in [-1/2, 1/2], at most 0.8 ulp from exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T PowerOfTwo<T>(T f)
        where T : struct, ILanes<T>
    {
        var p = T.MultiplyAdd(T.Of(0.00132647239f), f, T.Of(0.00967151287f));
        p = T.MultiplyAdd(p, f, T.Of(0.0555073375f));
        p = T.MultiplyAdd(p, f, T.Of(0.240222421f));
        p = T.MultiplyAdd(p, f, T.Of(0.693146978f));
        return T.MultiplyAdd(p, f, T.Of(1));
    }
}
