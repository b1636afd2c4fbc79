using System.Runtime.InteropServices;

namespace StaticNets.Mpi;

/// <summary>The functions of MPI that are needed, bound when the first is called; and the library they are bound to.</summary>
internal static unsafe partial class MpiLibrary
{
    private const string Name = "staticnets-mpi";
    private static nint _handle;

    /// <summary>Loads the first of a launcher's libraries that is there.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="MpiException">None of them is.</exception>
    public static string Load(Launcher launcher)
    {
        // UCX, which Debian's MPICH sends with, would take over the signal that .NET turns into a NullReferenceException, and end the process. The
        // library reads the variable of the C library: what .NET sets is not seen there.
        _ = SetVariable("UCX_ERROR_SIGNALS", "SIGILL,SIGBUS", 0);
        foreach (var name in launcher.Libraries)
        {
            if (!NativeLibrary.TryLoad(name, out _handle))
                continue;
            NativeLibrary.SetDllImportResolver(
                typeof(MpiLibrary).Assembly, static (library, _, _) => library == Name ? _handle : 0);
            return name;
        }

        throw new MpiException(
            $"{launcher.Name} launcher started this process, but none of its libraries can be loaded: {string.Join(", ", launcher.Libraries)}. "
                + $"Install the MPI whose launcher it is, or set {Launcher.LibraryVariable} to its library.");
    }

    /// <summary>The loaded library.</summary>
    public static nint Handle => _handle;

    /// <exception cref="MpiException">The function failed, which libraries seldom survive to say.</exception>
    public static void Check(int result, string function)
    {
        if (result != 0)
            throw new MpiException($"{function} failed with MPI's error {result}.");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport(Name, EntryPoint = "MPI_Init_thread")]
    public static partial int InitThread(int* argc, byte*** argv, int required, out int provided);

    [LibraryImport(Name, EntryPoint = "MPI_Comm_rank")]
    public static partial int CommRank(nint communicator, out int rank);

    [LibraryImport(Name, EntryPoint = "MPI_Comm_size")]
    public static partial int CommSize(nint communicator, out int size);

    [LibraryImport(Name, EntryPoint = "MPI_Bcast")]
    public static partial int Bcast(void* buffer, int count, nint type, int root, nint communicator);

    [LibraryImport(Name, EntryPoint = "MPI_Allgather")]
    public static partial int Allgather(void* sent, int sentCount, nint sentType, void* received, int receivedCount, nint receivedType, nint communicator);

    [LibraryImport(Name, EntryPoint = "MPI_Alltoall")]
    public static partial int Alltoall(void* sent, int sentCount, nint sentType, void* received, int receivedCount, nint receivedType, nint communicator);

    [LibraryImport(Name, EntryPoint = "MPI_Barrier")]
    public static partial int Barrier(nint communicator);

    [LibraryImport(Name, EntryPoint = "MPI_Abort")]
    public static partial int Abort(nint communicator, int exitCode);

    [LibraryImport(Name, EntryPoint = "MPI_Finalize")]
    public static partial int Finalize();
}
