using System.Runtime.InteropServices;

namespace StaticNets.Mpi;

/// <summary>
/// What differs between the libraries: handles are numbers in MPICH and in the standard's ABI, and addresses of variables in Open MPI. All travel as
/// <see cref="nint"/>; where a library's are 32-bit integers it reads the low half.
/// </summary>
/// <param name="Name">The library's kind, in words.</param>
/// <param name="World">MPI_COMM_WORLD.</param>
/// <param name="Byte">MPI_BYTE.</param>
/// <param name="Funneled">MPI_THREAD_FUNNELED: only the thread that initialises MPI calls it.</param>
/// <param name="Serialized">MPI_THREAD_SERIALIZED: any thread calls it, one at a time.</param>
internal sealed record MpiAbi(string Name, nint World, nint Byte, int Funneled, int Serialized)
{
    /// <summary>Recognises a loaded library by what it exports.</summary>
    public static MpiAbi Of(nint library)
    {
        // First, as such a library may bring along the one that it is made of.
        if (HasStandardAbi(library))
            return new MpiAbi("standard ABI", 0x101, 0x247, 1024, 2048);
        return NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out var world)
            ? new MpiAbi("Open MPI", world, NativeLibrary.GetExport(library, "ompi_mpi_byte"), 1, 2)
            : new MpiAbi("MPICH", 0x44000000, 0x4c00010d, 1, 2);
    }

    /// <summary>Libraries of the fifth version say whether the standard's ABI is theirs (-1: it is not).</summary>
    private static unsafe bool HasStandardAbi(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "MPI_Abi_get_version", out var function))
            return false;
        int major, minor;
        return ((delegate* unmanaged<int*, int*, int>)function)(&major, &minor) == 0 && major >= 1;
    }
}
