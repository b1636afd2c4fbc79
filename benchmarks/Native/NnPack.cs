using System.Runtime.InteropServices;

namespace StaticNets.Benchmarks.Native;

/// <summary>libtorch asks NNPACK before every convolution of a small batch. Where NNPACK knows no way to run on the processor, each time costs a warning on the
/// console and the time to write it, for nothing.</summary>
internal static unsafe class NnPack
{
    // bool at::_ops::_nnpack_available::call(), at::Context& at::globalContext(), void at::Context::setUserEnabledNNPACK(bool)
    private const string Available = "_ZN2at4_ops17_nnpack_available4callEv";
    private const string Context = "_ZN2at13globalContextEv";
    private const string Enable = "_ZN2at7Context20setUserEnabledNNPACKEb";

    /// <summary>Has libtorch not ask any more if NNPACK cannot run here; a libtorch without these functions is left as it is.</summary>
    /// <param name="library">The path of <c>libtorch_cpu.so</c>, which is loaded.</param>
    public static void LeaveOutIfUnavailable(string library)
    {
        if (!NativeLibrary.TryLoad(library, out nint torch)
            || !NativeLibrary.TryGetExport(torch, Available, out nint available)
            || !NativeLibrary.TryGetExport(torch, Context, out nint context)
            || !NativeLibrary.TryGetExport(torch, Enable, out nint enable))
        {
            return;
        }
        if (((delegate* unmanaged<byte>)available)() == 0)
            ((delegate* unmanaged<void*, byte, void>)enable)(((delegate* unmanaged<void*>)context)(), 0);
    }
}
