using StaticNets.CompilerServices;

namespace StaticNets.Samples.TrainingProgram;

/// <summary>What a network runs on.</summary>
public static class Machine
{
    /// <summary>The width of vectors and the number of threads, for a line of the output.</summary>
    public static string Describe(int threads) => $"vectors of {VectorWidth.Current} bits, {threads} {(threads == 1 ? "thread" : "threads")}";
}
