using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StaticNets.CompilerServices;

/// <summary>
/// The vector width that networks run with, chosen once per process: the widest that the processor runs at full speed. The AppContext value
/// <c>StaticNets.VectorWidth</c> or the environment variable <c>STATICNETS_VECTOR_WIDTH</c> (128, 256, 512 or auto) overrides the choice; a width that the
/// processor does not have runs in software, right but slow.
/// </summary>
public static class VectorWidth
{
    /// <summary>128, 256 or 512.</summary>
    public static int Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Choice.Width;
    }

    private static class Choice
    {
        public static readonly int Width = Choose();
    }

    private static int Choose()
    {
        const string variable = "STATICNETS_VECTOR_WIDTH";
        const string setting = "StaticNets.VectorWidth";
        var (text, source) = AppContext.GetData(setting) is { } data ? (data.ToString(), setting) : (Environment.GetEnvironmentVariable(variable), variable);
        return text switch
        {
            null or "" or "auto" => Widest(),
            "128" => 128,
            "256" => 256,
            "512" => 512,
            _ => throw new InvalidOperationException($"{source} is '{text}', but must be 128, 256, 512 or auto."),
        };
    }

    private static int Widest()
    {
        // On processors that slow down under 512-bit instructions the JIT says that Vector512 is not accelerated although AVX-512 is there.
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx512DQ.IsSupported)
            return 512;

        // NativeAOT for "avx" leaves AVX2 to a check at run time but splits every Vector256 operation and calls a function for each FMA: 128 bits are faster.
        return Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported ? 256 : 128;
    }
}
