namespace StaticNets.Mpi;

/// <summary>
/// The processes that an MPI launcher (<c>mpiexec</c>, <c>mpirun</c>, <c>srun</c>) started, as a group that a <c>Trainer</c> shares its batches among. A
/// process that was started alone is a group of one, and loads no MPI.
/// </summary>
/// <remarks>
/// <para>The library is that of the launcher: one with the standard's ABI (<c>libmpi_abi</c>) where there is one, else MPICH's or Open MPI's.
/// <c>STATICNETS_MPI</c> names another.</para>
/// <para>A process that ends without <see cref="Dispose"/>, as one does that is killed or has an unhandled exception, has the launcher end all others with an
/// exit code other than 0.</para>
/// </remarks>
/// <example>
/// <code>
/// return MpiGroup.Run(group =>
/// {
///     using var trainer = new Trainer&lt;LeNet&gt;(new LeNet(seed: 1), new Sgd(0.9), new TrainerOptions { Group = group });
///     trainer.TrainFor(training, epochs: 10, onEpoch: epoch => { if (group.IsFirst) Console.WriteLine(epoch); });
///     return 0;
/// });
/// </code>
/// </example>
public sealed class MpiGroup : ProcessGroup, IDisposable
{
    private static readonly TimeSpan FirstToTell = TimeSpan.FromSeconds(0.3);
    private static int _starts;

    private readonly MpiAbi? _abi;
    private readonly int _ownThread;
    private bool _isDisposed;

    private MpiGroup() => (Size, Library) = (1, "none");

    private MpiGroup(MpiAbi abi, string library, int rank, int size, int ownThread)
        => (_abi, Library, Rank, Size, _ownThread) = (abi, $"{abi.Name}, {library}", rank, size, ownThread);

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <summary>The MPI and its library, for messages; <c>none</c> where none is loaded.</summary>
    public string Library { get; }

    /// <summary>Joins the processes of the launcher that started this one. Once in a process's life: MPI does not begin again.</summary>
    /// <exception cref="MpiException">There is a launcher, but not its library, or launcher and library are of different MPIs.</exception>
    /// <exception cref="InvalidOperationException">This was called before.</exception>
    public static MpiGroup Start()
    {
        if (Launcher.Find() is not { } launcher)
            return new MpiGroup();
        if (Interlocked.Increment(ref _starts) > 1)
            throw new InvalidOperationException("MPI was started before: a process joins its group once.");
        var library = MpiLibrary.Load(launcher);
        var abi = MpiAbi.Of(MpiLibrary.Handle);
        int provided;
        unsafe
        {
            MpiLibrary.Check(MpiLibrary.InitThread(null, null, abi.Serialized, out provided), "MPI_Init_thread");
        }

        if (provided < abi.Funneled)
            throw new MpiException($"{library} is built without threads (MPI_THREAD_FUNNELED), which .NET always has.");
        MpiLibrary.Check(MpiLibrary.CommRank(abi.World, out var rank), "MPI_Comm_rank");
        MpiLibrary.Check(MpiLibrary.CommSize(abi.World, out var size), "MPI_Comm_size");
        if (launcher.Size is { } started && started != size)
        {
            // Each process is alone: all would train the same, and write the same files.
            throw new MpiException(
                $"{launcher.Name} launcher started {started} processes, but {library} ({abi.Name}) sees {size}: launcher and library are of different MPIs. "
                    + $"Start with the launcher of that MPI, or set {Launcher.LibraryVariable} to the library of this one.");
        }

        return new MpiGroup(abi, library, rank, size, provided < abi.Serialized ? Environment.CurrentManagedThreadId : 0);
    }

    /// <summary>
    /// Runs a program on all processes that were started, and ends them together: where one fails, all end at once, as the others would wait for it.
    /// </summary>
    /// <param name="program">What each process does; it returns an exit code.</param>
    /// <returns>The exit code of this process. Where it is not 0, or the program throws, the launcher ends all processes with it.</returns>
    public static int Run(Func<ProcessGroup, int> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        MpiGroup group;
        try
        {
            group = Start();
        }
        catch (MpiException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }

        using (group)
        {
            int exitCode;
            try
            {
                exitCode = program(group);
            }
            catch (Exception error) when (group.Size > 1)
            {
                Console.Error.WriteLine($"{group}: {error}");
                exitCode = 1;
            }

            if (exitCode != 0 && group.Size > 1)
            {
                // What all fail of, the first one tells, unless it hangs.
                if (!group.IsFirst)
                    Thread.Sleep(FirstToTell);
                group.Abort(exitCode);
            }

            return exitCode;
        }
    }

    /// <inheritdoc/>
    public override void Barrier()
    {
        if (Size > 1)
            MpiLibrary.Check(MpiLibrary.Barrier(Abi().World), "MPI_Barrier");
    }

    /// <inheritdoc/>
    public override void Abort(int exitCode)
    {
        if (_abi is null || _isDisposed)
            Environment.Exit(exitCode);
        _ = MpiLibrary.Abort(_abi.World, exitCode);
    }

    /// <summary>Leaves the group, which waits for the other processes to leave it too.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (_abi is not null)
            MpiLibrary.Check(MpiLibrary.Finalize(), "MPI_Finalize");
    }

    /// <summary>The rank, the number of processes and the library.</summary>
    public override string ToString() => _abi is null ? base.ToString() : $"{base.ToString()} ({Library})";

    /// <inheritdoc/>
    protected override unsafe void BroadcastBytes(Span<byte> values, int root)
    {
        var abi = Abi();
        fixed (byte* pointer = values)
            MpiLibrary.Check(MpiLibrary.Bcast(pointer, values.Length, abi.Byte, root, abi.World), "MPI_Bcast");
    }

    /// <inheritdoc/>
    protected override unsafe void GatherBytes(ReadOnlySpan<byte> own, Span<byte> all)
    {
        var abi = Abi();
        fixed (byte* sent = own, received = all)
            MpiLibrary.Check(MpiLibrary.Allgather(sent, own.Length, abi.Byte, received, own.Length, abi.Byte, abi.World), "MPI_Allgather");
    }

    /// <inheritdoc/>
    protected override unsafe void ExchangeBytes(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        var abi = Abi();
        var part = sent.Length / Size;
        fixed (byte* from = sent, to = received)
            MpiLibrary.Check(MpiLibrary.Alltoall(from, part, abi.Byte, to, part, abi.Byte, abi.World), "MPI_Alltoall");
    }

    private MpiAbi Abi()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_ownThread != 0 && _ownThread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException(
                $"{Library} lets only the thread that started MPI call it (MPI_THREAD_FUNNELED): train on that thread.");
        return _abi!;
    }
}
