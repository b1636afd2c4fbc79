using System.Collections.Immutable;

namespace StaticNets.Generator.Targets;

/// <summary>What the scheduler and the emitter need to know of a vector width.</summary>
/// <param name="Lanes">Floats per vector.</param>
/// <param name="Registers">Vector registers of the processors that have this width.</param>
/// <param name="FirstLevelFloats">Floats in their first-level cache: 32 KB, and 48 KB where there are 512 bits (Golden Cove, Zen 5).</param>
internal sealed record VectorTarget(int Lanes, int Registers, int FirstLevelFloats)
{
    /// <summary>
    /// Examples that one pass over the network computes together. The same for all widths, so that every width stores
    /// activations alike: one 512-bit vector, two of 256 bits, four of 128.
    /// </summary>
    public const int BlockExamples = Agreement.BlockExamples;

    /// <summary>Floats in a second-level cache, for all widths: 512 KB (Zen 3); those of other processors are larger (Zen 5: 1 MB).</summary>
    public const int SecondLevelFloats = 128 * 1024;

    /// <summary>SSE or Arm NEON.</summary>
    public static readonly VectorTarget Bits128 = new(4, 16, 8 * 1024);

    /// <summary>AVX2 with FMA.</summary>
    public static readonly VectorTarget Bits256 = new(8, 16, 8 * 1024);

    /// <summary>AVX-512 F, BW, DQ and VL.</summary>
    public static readonly VectorTarget Bits512 = new(16, 32, 12 * 1024);

    public static readonly ImmutableArray<VectorTarget> All = [Bits128, Bits256, Bits512];

    /// <summary>The bits of each width, ascending.</summary>
    public static readonly ImmutableArray<int> Widths = [.. All.Select(target => target.Bits)];

    public int Bits => Lanes * 32;

    /// <summary>
    /// Whether arithmetic can read one float from memory for all lanes, as every instruction of AVX-512 can, with vectors of 128 and 256 bits too.
    /// </summary>
    public bool EmbedsBroadcasts => Lanes == 16;
}
