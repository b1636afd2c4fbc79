using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>The names of the places where an entry finds its tensors.</summary>
internal sealed class MemoryMap(IReadOnlyDictionary<Tensor, Location> locations)
{
    /// <summary>The name of the reference to the tables that the compiler computed.</summary>
    public const string Constants = "constants";

    private static readonly Axis Block = new(-1, EntryParameters.Block, int.MaxValue);

    private readonly Dictionary<Tensor, string> names = [];
    private readonly HashSet<string> taken = [];
    private readonly SortedDictionary<Storage, List<(string Name, int Offset)>> offsets = [];

    /// <summary>The constants, memory by memory.</summary>
    public IEnumerable<LetOffsets> Offsets
        => offsets.Select(entry => new LetOffsets(ReferenceOf(entry.Key), entry.Value.OrderBy(place => place.Offset).ToArray()));

    /// <param name="isOfBlock">Whether the tensor is kept for every block of a chunk, and this block's is meant.</param>
    public Place PlaceOf(Tensor tensor, bool isOfBlock = false)
    {
        var location = locations[tensor];
        return new(
            ReferenceOf(location.Memory),
            isOfBlock ? Block * location.BlockStride : 0,
            location.Offset)
        { OffsetName = location.Offset == 0 ? null : NameOf(tensor, location) };
    }

    private string NameOf(Tensor tensor, Location location)
    {
        if (!names.TryGetValue(tensor, out var name))
        {
            // A name of its own kind: nothing else in an entry begins with "at" and a capital.
            var stem = $"at{CodeNames.Pascal(tensor.Name)}";
            name = stem;
            for (var i = 2; !taken.Add(name); i++)
            {
                name = FormattableString.Invariant($"{stem}_{i}");
            }

            names[tensor] = name;
            if (!offsets.TryGetValue(location.Memory, out var list))
            {
                offsets[location.Memory] = list = [];
            }

            list.Add((name, location.Offset));
        }

        return name;
    }

    /// <summary>The name of the reference that an entry has to a memory.</summary>
    public static string ReferenceOf(Storage memory) => memory switch
    {
        Storage.Workspace => EntryParameters.Workspace,
        Storage.Parameters => EntryParameters.Parameters,
        Storage.Gradients => EntryParameters.Gradients,
        Storage.Sequence => EntryParameters.Sequence,
        _ => Constants,
    };
}
