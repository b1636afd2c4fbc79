using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Emit;

/// <summary>What a nest reads and writes, by ordinal: its reads in the order of the kernel's parameters, then its output.</summary>
internal sealed class Accesses
{
    private readonly ImmutableArray<Read> reads;

    public Accesses(Nest nest, KernelScope scope)
    {
        var ordered = nest.Addresses.OrderBy(entry => scope.OrderOf(entry.Read.Tensor)).ToList();
        reads = [.. ordered.Select(entry => entry.Read)];
        Addresses = [.. ordered.Select(entry => entry.Address), nest.OutputAddress];
        Parameters = [.. reads.Select(read => scope.ParameterOf(read.Tensor)), scope.ParameterOf(nest.Loop.Output)];
    }

    public ImmutableArray<Affine> Addresses { get; }

    /// <summary>The references that the kernel gets.</summary>
    public ImmutableArray<string> Parameters { get; }

    /// <summary>The ordinal of what is written.</summary>
    public int Output => reads.Length;

    public int OrdinalOf(Read read) => reads.IndexOf(read);
}
