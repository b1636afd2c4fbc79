using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>
/// What a nest reads and writes, by ordinal: its reads in the order of the kernel's parameters, then its output, then the further references of repeated reads.
/// </summary>
internal sealed class Accesses
{
    private readonly Nest nest;
    private readonly ImmutableArray<Read> reads;
    private readonly Dictionary<Read, int> others = [];

    public Accesses(Nest nest, KernelNames names)
    {
        this.nest = nest;
        var ordered = nest.Addresses.OrderBy(entry => names.OrderOf(entry.Read.Tensor)).ToList();
        reads = [.. ordered.Select(entry => entry.Read)];
        var addresses = ordered.Select(entry => entry.Address).Append(nest.OutputAddress).ToList();
        var parameters = reads.Select(read => names.ParameterOf(read.Tensor)).Append(names.ParameterOf(nest.Loop.Output)).ToList();
        foreach (var repeated in nest.Repeated)
        {
            others[repeated.Read] = addresses.Count - 1;
            for (var reference = 1; reference < repeated.Count; reference++)
            {
                addresses.Add(addresses[OrdinalOf(repeated.Read)]);
                parameters.Add(names.OtherParameterOf(repeated.Read.Tensor, reference));
            }
        }

        Addresses = [.. addresses];
        Parameters = [.. parameters];
    }

    public ImmutableArray<Affine> Addresses { get; }

    /// <summary>The references that the kernel gets.</summary>
    public ImmutableArray<string> Parameters { get; }

    /// <summary>The ordinal of what is written.</summary>
    public int Output => reads.Length;

    public int OrdinalOf(Read read) => reads.IndexOf(read);

    /// <summary>Where an access goes at a point of the tile.</summary>
    public Place Place(int access, Bindings bindings, ImmutableArray<int> choice)
        => new(Parameters[access], bindings.Addresses[access], bindings.Offset(Addresses[access], choice));

    /// <summary>The ordinal of a read at a point of the tile.</summary>
    public int OrdinalOf(Read read, Bindings bindings, ImmutableArray<int> choice)
    {
        var ordinal = OrdinalOf(read);
        if (nest.Repeated.FirstOrDefault(repeated => repeated.Read.Equals(read)) is not { } repeated)
        {
            return ordinal;
        }

        var reference =
            repeated.ReferenceAt(nest.Levels.Where(level => !level.IsReduction).Select(level => (choice[bindings.PlaceOf(level.Axis)], level.Tile)));
        return reference == 0 ? ordinal : others[read] + reference;
    }
}
