namespace StaticNets.Samples.TrainingProgram;

/// <summary>What a network runs on.</summary>
public static class Machine
{
    /// <summary>The width of vectors and the number of threads, for a line of the output.</summary>
    public static string Describe(NetworkInfo network, int threads)
        => $"vectors of {network.VectorWidth} bits, {threads} {(threads == 1 ? "thread" : "threads")}";
}
