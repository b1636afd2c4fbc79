using System.Runtime.InteropServices;

namespace StaticNets.Benchmarks.Native;

/// <summary>glibc gives large blocks back to the system as soon as they are freed. libtorch allocates every value anew, and would spend most of the time of a
/// large network on having the system clear pages for it: PyTorch's guide to tuning advises another allocator.</summary>
internal static unsafe class KeptMemory
{
    private const int TrimThreshold = -1, MostMappings = -4; // M_TRIM_THRESHOLD, M_MMAP_MAX (malloc.h)

    /// <summary>Has the C library keep freed memory for the allocations to come, if it is glibc.</summary>
    public static void TurnOn()
    {
        if (!NativeLibrary.TryLoad("libc.so.6", out nint library) || !NativeLibrary.TryGetExport(library, "mallopt", out nint export))
            return;
        var mallopt = (delegate* unmanaged<int, int, int>)export;
        mallopt(TrimThreshold, -1);
        mallopt(MostMappings, 0);
    }
}
