namespace StaticNets.Samples.TrainingProgram;

/// <summary>What a network runs on.</summary>
public static class Machine
{
    /// <summary>The width of vectors and the numbers of threads and processes, for a line of the output.</summary>
    public static string Describe(NetworkInfo network, int threads, ProcessGroup? group = null)
    {
        var text = $"vectors of {network.VectorWidth} bits, {threads} {(threads == 1 ? "thread" : "threads")}";
        return group is { Size: > 1 } ? $"{text} in each of {group.Size} processes" : text;
    }
}
