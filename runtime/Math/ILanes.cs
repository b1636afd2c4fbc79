namespace StaticNets.Numerics;

/// <summary>What the functions of <see cref="VectorMath"/> need of a vector of floats, so that each is written once for all widths and comes out the same in all.</summary>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    static abstract T Of(float value);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>a * b + c.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>The smaller; <paramref name="right"/> where it is NaN.</summary>
    static abstract T Smaller(T left, T right);

    /// <summary>The greater; <paramref name="right"/> where it is NaN.</summary>
    static abstract T Greater(T left, T right);

    static abstract T Absolute(T value);

    /// <summary><paramref name="then"/> where left is less than right, else <paramref name="otherwise"/> (also where either is NaN).</summary>
    static abstract T WhereLess(T left, T right, T then, T otherwise);

    /// <summary>The magnitude of the first with the sign of the second.</summary>
    static abstract T CopySign(T magnitude, T sign);

    /// <summary>The bits shifted left by 23 places: a small integer in the lowest bits becomes an exponent.</summary>
    static abstract T BitsToExponent(T value);

    /// <summary>For a positive normal x the exponent e and the significand m with x = m * 2^e and m in [1/sqrt 2, sqrt 2).</summary>
    static abstract (T Exponent, T Significand) Split(T value);
}
