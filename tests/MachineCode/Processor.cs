namespace StaticNets.Tests.MachineCode;

/// <summary>What a core does per cycle at most. Sources: README.md of benchmarks.</summary>
/// <param name="Name">The microarchitecture.</param>
/// <param name="Bits">The width of the vectors that the numbers are of.</param>
/// <param name="Fmas">Multiply-adds.</param>
/// <param name="Loads">Vectors read from the first-level cache.</param>
/// <param name="Stores">Vectors written to it.</param>
/// <param name="Instructions">Instructions, those with a memory operand as one.</param>
internal sealed record Processor(string Name, int Bits, double Fmas, double Loads, double Stores, double Instructions)
{
    public static IReadOnlyList<Processor> All { get; } =
    [
        new("Zen 3", 256, 2, 2, 1, 6),
        new("Zen 4", 512, 1, 1, 0.5, 6),
        new("Golden Cove (server)", 512, 2, 2, 1, 6),
    ];

    /// <summary>From the start of a multiply-add to that of the next one into the same sum, in cycles; the same on all of these.</summary>
    private const double Latency = 4;

    /// <summary>The cycles of an iteration, if what is scarcest is always busy and all data are in the first-level cache.</summary>
    public double Cycles(Loop loop)
    {
        double[] bounds = [loop.Fmas / Fmas, loop.Loads / Loads, loop.Stores / Stores, loop.Instructions.Count / Instructions, Latency * loop.Fmas
            / loop.Accumulators];
        return bounds.Max();
    }

    /// <summary>The share of the most multiply-adds possible in that time.</summary>
    public double ShareOfPeak(Loop loop) => loop.Fmas / Fmas / Cycles(loop);
}
