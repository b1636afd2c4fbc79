using System.IO.Hashing;
using System.Runtime.InteropServices;
using StaticNets;
using StaticNets.Mpi;
using StaticNets.Tests.Processes;

var settings = new Settings(args);
if (settings.Ids is { } ids)
    File.WriteAllText(Path.Combine(ids, $"{Environment.ProcessId}.id"), "");
return MpiGroup.Run(group =>
{
    if (settings.SaysLibrary)
        Console.Error.WriteLine(group);
    using var stop = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    try
    {
        Run<LeNet>("lenet", false);
        Run<Lstm>("lstm", true);
        Run<Dropping>("dropout", false);
        Run<Normalizing>("batchnorm", false);
        Run<Wide>("wide", false);
    }
    catch (OperationCanceledException error)
    {
        if (group.IsFirst)
            Console.WriteLine($"stopped: {error.Message}");
        return 130;
    }

    // A process that was started alone has no MPI in its memory.
    if (group.Size == 1 && File.ReadAllText("/proc/self/maps").Contains("libmpi", StringComparison.Ordinal))
        Console.WriteLine("MPI is loaded");
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }

    void Run<T>(string name, bool carry)
        where T : class, INetwork<T>
    {
        if (settings.Network != name && settings.Network != "all")
            return;
        var network = T.Create(settings.Seed);
        using var trainer = new Trainer<T>(network, new Adam(0.003), new TrainerOptions
        {
            Group = group,
            Threads = settings.Threads,
            BatchSize = settings.Batch,
            Seed = settings.Seed,
            Shuffle = !carry,
            CarryState = carry,
            ClipNorm = 1,
            CheckpointPath = settings.Checkpoint,
            CheckpointEvery = settings.Checkpoint is null ? null : 3,
        });
        if (settings.Checkpoint is { } checkpoint && Resumes(checkpoint))
            trainer.Resume(checkpoint);
        var data = Examples.Of<T>(settings.Count);
        EpochSummary? last = null;
        trainer.TrainUntil(data, settings.Epochs, data.Slice(0, 150), onEpoch: epoch => last = epoch, cancellationToken: stop.Token);
        if (group.IsFirst)
            Console.WriteLine($"{name} {Hash<float>(network.Parameters.Values)} {Figures(last)}");
    }

    // The first process may write one while the others look.
    bool Resumes(string checkpoint)
    {
        float[] exists = [File.Exists(checkpoint) ? 1 : 0];
        group.Broadcast(exists);
        return exists[0] == 1;
    }
});

static string Figures(EpochSummary? last) => last is null
    ? "resumed at its end"
    : Hash<double>([last.Loss, last.Accuracy, last.Test!.Loss, last.Test.Accuracy]);

static string Hash<TValue>(ReadOnlySpan<TValue> values)
    where TValue : unmanaged
{
    var hash = new XxHash64();
    hash.Append(MemoryMarshal.AsBytes(values));
    return hash.GetCurrentHashAsUInt64().ToString("x16");
}
