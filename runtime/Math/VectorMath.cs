using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace StaticNets.Numerics;

/// <summary>
/// Elementary functions of vectors of floats: the same operations in the same order in every width, hence the same bits wherever the processor fuses
/// multiplication and addition. Without that (128 bits on old processors) the stated errors hold as well.
/// The coefficients are minimax fits made for this project.
/// </summary>
/// <remarks>
/// Each function is written out per width. One generic body over a vector interface would be shorter, but its every operation is an inlined call: the JIT
/// runs out of inlining budget at about twelve sigmoids in a method, and emitted methods have more.
/// MinNative and MaxNative are one instruction and, with x second, give x where it is NaN.
/// </remarks>
public static partial class VectorMath
{
    private const int ExponentPosition = 23;
    private const float Log2OfE = 1.44269504f;

    /// <summary>ln 2 rounded to float is off by 1.9e-9 only: below 3e-7 for the largest exponent, if its multiple is not rounded before x is added.</summary>
    private const float Ln2 = 0.693147182f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>
    /// Adding 1.5 * 2^23 to a number of magnitude below 2^22 rounds it to an integer and leaves that in the lowest bits of the sum; with the bias 127 added as
    /// well, shifting the sum by <see cref="ExponentPosition"/> bits gives 2 to the power of the integer.
    /// </summary>
    private const float RoundToExponent = 12582912f + 127;

    /// <summary>As <see cref="RoundToExponent"/>, but bit 8 of the sum becomes the sign: minus 2 to the power of the integer.</summary>
    private const float RoundToNegativeExponent = RoundToExponent + 256;

    // e^f = (even + odd) / (even - odd), even = Even + f^2, odd = f (OddOffset + OddSlope even) for |f| <= ln(2)/2 with a relative error of 1e-10: the form of
    // Pade's approximant [3/3], which has 10, 1/12 and 50/12.
    private const float Even = 10.0030546f;
    private const float OddSlope = 0.083206795f;
    private const float OddOffset = 4.16920518f;

    /// <summary>x + n ln 2. Where the product is rounded first, ln 2 must come in two parts, the first exact in few bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Reduce(Vector128<float> n, Vector128<float> x)
    {
        if (Fma.IsSupported || AdvSimd.IsSupported)
            return Vector128.MultiplyAddEstimate(n, Vector128.Create(Ln2), x);
        return Vector128.MultiplyAddEstimate(n, Vector128.Create(Ln2Low), Vector128.MultiplyAddEstimate(n, Vector128.Create(Ln2High), x));
    }
}
