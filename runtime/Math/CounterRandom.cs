using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <summary>
/// Random numbers that are a function of where they are used: seed, training step, place in the network, example and element. Nothing is stored, so that the
/// backward pass draws the same numbers again, and any split of a batch over threads gives the same ones. The counter is mixed by two rounds of
/// MurmurHash3's 32-bit finaliser (Appleby 2011) with the key added between them.
/// </summary>
public static class CounterRandom
{
    private const uint First = 0x85EBCA6B;
    private const uint Second = 0xC2B2AE35;
    private const uint Golden = 0x9E3779B9;
    private const float Unit = 1f / (1 << 24);

    /// <summary>The key of one place in the network at one training step.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="step">The training step.</param>
    /// <param name="stream">Tells apart the places that draw.</param>
    public static (uint Key0, uint Key1) Key(ulong seed, long step, uint stream)
    {
        // SplitMix64 (Steele, Lea and Flood 2014).
        var state = seed ^ Mix((ulong)step + 0x9E3779B97F4A7C15) ^ Mix(((ulong)stream << 32) + 0xD1B54A32D192ED03);
        var key = Mix(state + 0x9E3779B97F4A7C15);
        return ((uint)key, (uint)(key >> 32));
    }

    /// <summary>A number uniform in [0, 1), a multiple of 2^-24.</summary>
    public static float Uniform(uint key0, uint key1, uint example, uint element)
        => Uniform(key0, key1, Vector128.CreateScalar(example), Vector128.CreateScalar(element)).ToScalar();

    /// <summary>A number uniform in [0, 1), a multiple of 2^-24.</summary>
    public static float Uniform(ulong seed, long step, uint stream, uint example, uint element)
    {
        var (key0, key1) = Key(seed, step, stream);
        return Uniform(key0, key1, example, element);
    }

    /// <summary>Numbers uniform in [0, 1), multiples of 2^-24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Uniform(uint key0, uint key1, Vector128<uint> example, Vector128<uint> element)
    {
        var x = (example * Vector128.Create(Golden)) + Vector128.Create(key0);
        x ^= x >> 16;
        x *= Vector128.Create(First);
        x ^= x >> 13;
        x *= Vector128.Create(Second);
        x ^= x >> 16;
        x += (element * Vector128.Create(Golden)) + Vector128.Create(key1);
        x ^= x >> 16;
        x *= Vector128.Create(First);
        x ^= x >> 13;
        x *= Vector128.Create(Second);
        x ^= x >> 16;
        return Vector128.ConvertToSingle((x >> 8).AsInt32()) * Vector128.Create(Unit);
    }

    /// <summary>Numbers uniform in [0, 1), multiples of 2^-24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Uniform(uint key0, uint key1, Vector256<uint> example, Vector256<uint> element)
    {
        var x = (example * Vector256.Create(Golden)) + Vector256.Create(key0);
        x ^= x >> 16;
        x *= Vector256.Create(First);
        x ^= x >> 13;
        x *= Vector256.Create(Second);
        x ^= x >> 16;
        x += (element * Vector256.Create(Golden)) + Vector256.Create(key1);
        x ^= x >> 16;
        x *= Vector256.Create(First);
        x ^= x >> 13;
        x *= Vector256.Create(Second);
        x ^= x >> 16;
        return Vector256.ConvertToSingle((x >> 8).AsInt32()) * Vector256.Create(Unit);
    }

    /// <summary>Numbers uniform in [0, 1), multiples of 2^-24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Uniform(uint key0, uint key1, Vector512<uint> example, Vector512<uint> element)
    {
        var x = (example * Vector512.Create(Golden)) + Vector512.Create(key0);
        x ^= x >> 16;
        x *= Vector512.Create(First);
        x ^= x >> 13;
        x *= Vector512.Create(Second);
        x ^= x >> 16;
        x += (element * Vector512.Create(Golden)) + Vector512.Create(key1);
        x ^= x >> 16;
        x *= Vector512.Create(First);
        x ^= x >> 13;
        x *= Vector512.Create(Second);
        x ^= x >> 16;
        return Vector512.ConvertToSingle((x >> 8).AsInt32()) * Vector512.Create(Unit);
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
