using System.Collections.Immutable;
using System.Text;

namespace StaticNets;

/// <summary>Moves parameter sets to and from safetensors files, in PyTorch's names, shapes and order.</summary>
internal static class ParameterFile
{
    /// <summary>What a checkpoint holds besides parameters begins with one of these; loading parameters passes it over.</summary>
    private static readonly string[] OtherPrefixes = ["optimizer.", CarriedState.Prefix];

    public static ImmutableArray<SafetensorsTensor> Tensors(ParameterSet parameters, string prefix)
    {
        var tensors = ImmutableArray.CreateBuilder<SafetensorsTensor>(parameters.Count);
        foreach (var info in parameters.Layout.Entries)
            tensors.Add(new SafetensorsTensor(prefix + info.Name, info.Shape, destination => parameters.CopyTo(info, destination)));
        return tensors.MoveToImmutable();
    }

    public static void Load(
        ParameterSet parameters,
        SafetensorsFile file,
        IReadOnlyDictionary<string, string>? names,
        string prefix,
        string contents = "the parameters")
    {
        var layout = parameters.Layout;
        var sources = SourceNames(layout, names, prefix);
        Check(layout, sources, file, prefix, contents);

        // Into a set of its own first: if reading fails half-way, the parameters are still the old ones.
        var loaded = new ParameterSet(layout);
        float[] values = [];
        for (var i = 0; i < sources.Length; i++)
        {
            var info = layout.Entries[i];
            if (values.Length < info.Size)
                values = new float[info.Size];
            var tensor = values.AsSpan(0, info.Size);
            file.Read(sources[i], tensor);
            loaded.Set(info, tensor);
        }
        parameters.CopyFrom(loaded);
    }

    /// <summary>The name in the file of each parameter.</summary>
    private static string[] SourceNames(ParameterLayout layout, IReadOnlyDictionary<string, string>? names, string prefix)
    {
        if (names is not null)
        {
            foreach (var pair in names)
            {
                if (!layout.TryGet(pair.Key, out _))
                    throw new ArgumentException($"names maps '{pair.Key}': {layout.NoSuchParameter(pair.Key)}", nameof(names));
            }
        }
        var sources = new string[layout.Entries.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            var name = layout.Entries[i].Name;
            sources[i] = prefix + (names is not null && names.TryGetValue(name, out var mapped) ? mapped : name);
        }
        return sources;
    }

    /// <summary>Throws one exception with every mismatch.</summary>
    private static void Check(ParameterLayout layout, string[] sources, SafetensorsFile file, string prefix, string contents)
    {
        var mismatches = new StringBuilder();
        var expected = new HashSet<string>(sources, StringComparer.Ordinal);
        for (var i = 0; i < sources.Length; i++)
        {
            var info = layout.Entries[i];
            if (!file.TryGet(sources[i], out var entry))
                mismatches.Append($"\n  missing: {sources[i]} {Shapes.Text(info.Shape)}");
            else if (!SameShape(info.Shape, entry.Shape))
                mismatches.Append($"\n  wrong shape: {sources[i]} is {Shapes.Text<long>(entry.Shape.AsSpan())}, but {Shapes.Text(info.Shape)} is needed");
        }
        foreach (var entry in file.Tensors)
        {
            var ours = prefix.Length > 0
                ? entry.Name.StartsWith(prefix, StringComparison.Ordinal)
                : !Array.Exists(OtherPrefixes, other => entry.Name.StartsWith(other, StringComparison.Ordinal));
            if (ours && !expected.Contains(entry.Name))
                mismatches.Append($"\n  unexpected: {entry.Name} {Shapes.Text<long>(entry.Shape.AsSpan())}");
        }
        if (mismatches.Length > 0)
            throw new InvalidDataException($"{file.Path} does not hold {contents} of {layout.NetworkName}:{mismatches}");
    }

    private static bool SameShape(ImmutableArray<int> expected, ImmutableArray<long> actual)
    {
        if (expected.Length != actual.Length)
            return false;
        for (var axis = 0; axis < expected.Length; axis++)
        {
            if (expected[axis] != actual[axis])
                return false;
        }
        return true;
    }
}
