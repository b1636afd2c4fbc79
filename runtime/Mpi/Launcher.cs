using System.Globalization;

namespace StaticNets.Mpi;

/// <summary>What started this process, by the variables that launchers set: without one there is no reason to load an MPI.</summary>
/// <param name="Name">The launcher, in words.</param>
/// <param name="Size">The number of processes it started; null where it does not say.</param>
/// <param name="Libraries">The libraries that belong to it, the likeliest first.</param>
internal sealed record Launcher(string Name, int? Size, IReadOnlyList<string> Libraries)
{
    /// <summary>Names the library to load, whatever the launcher; without a launcher it has this process alone load it.</summary>
    public const string LibraryVariable = "STATICNETS_MPI";

    /// <summary>Libraries with the ABI of the standard, which serve programs of any MPI: version 1, and the name that MPICH 5 has.</summary>
    private static readonly string[] StandardLibraries = ["libmpi_abi.so.1", "libmpi_abi.so.0"];

    private static readonly string[] OpenMpiLibraries = ["libmpi.so.40", "libmpi.so.80", "libmpi.so"];
    private static readonly string[] MpichLibraries = ["libmpich.so.12", "libmpi.so.12", "libmpich.so"];

    /// <summary>The launcher; null if this process was started alone.</summary>
    public static Launcher? Find()
    {
        var found = FindByVariables();
        if (Text(LibraryVariable) is { } library)
            return new Launcher(found?.Name ?? LibraryVariable, found?.Size, [library]);
        return found;
    }

    private static Launcher? FindByVariables()
    {
        if (Text("OMPI_COMM_WORLD_SIZE") is { } openMpi)
            return new Launcher("Open MPI's", Number(openMpi), [.. StandardLibraries, .. OpenMpiLibraries]);
        if (Text("PMI_SIZE") is { } size)
            return new Launcher("MPICH's", Number(size), [.. StandardLibraries, .. MpichLibraries]);
        if (Text("PMI_RANK") is not null)
            return new Launcher("MPICH's", null, [.. StandardLibraries, .. MpichLibraries]);
        // Slurm and others start with PMIx, which both speak.
        return Text("PMIX_RANK") is not null
            ? new Launcher("a PMIx", Number(Text("SLURM_STEP_NUM_TASKS")), [.. StandardLibraries, .. OpenMpiLibraries, .. MpichLibraries])
            : null;
    }

    private static string? Text(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
