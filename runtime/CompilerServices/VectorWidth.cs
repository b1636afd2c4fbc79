using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StaticNets.CompilerServices;

/// <summary>
/// The vector width that networks run with, chosen once per process: the widest that the processor runs at full speed. The AppContext value
/// <c>StaticNets.VectorWidth</c> or, where there is none, the environment variable <c>STATICNETS_VECTOR_WIDTH</c> overrides the choice: 128, 256, 512, or auto
/// for the widest (in upper or lower case, with or without spaces around it). A width that the processor does not have runs in software, right but slow.
/// </summary>
public static class VectorWidth
{
    /// <summary>128, 256 or 512. To the JIT a constant, once it optimises code that reads it.</summary>
    /// <exception cref="InvalidOperationException">
    /// The AppContext value or the environment variable is something else. Every use says so,
    /// and every call of a network that has code for more than one width.
    /// </exception>
    public static int Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // An initialiser that throws would make this a TypeInitializationException.
            if (Choice.Width == 0)
                Refuse();
            return Choice.Width;
        }
    }

    /// <summary>
    /// Static fields with initialisers and no static constructor: their values are constants in code that is compiled after they have been read.
    /// </summary>
    private static class Choice
    {
        public static readonly string? Problem;

        /// <summary>0 where there is a problem.</summary>
        public static readonly int Width = Choose(out Problem);
    }

    /// <summary>Apart, so that it does not keep <see cref="Current"/> from being inlined.</summary>
    [DoesNotReturn]
    private static void Refuse() => throw new InvalidOperationException(Choice.Problem);

    private static int Choose(out string? problem)
    {
        const string variable = "STATICNETS_VECTOR_WIDTH";
        const string setting = "StaticNets.VectorWidth";
        var (text, source) = AppContext.GetData(setting) is { } data ? (data.ToString(), setting) : (Environment.GetEnvironmentVariable(variable), variable);
        var width = text?.Trim().ToUpperInvariant() switch
        {
            null or "" or "AUTO" => Widest(),
            "128" => 128,
            "256" => 256,
            "512" => 512,
            _ => 0,
        };
        problem = width == 0 ? $"{source} is '{text}', but must be 128, 256, 512 or auto." : null;
        return width;
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
