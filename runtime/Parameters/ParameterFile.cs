using System.Collections.Immutable;
using System.Text;

namespace StaticNets;

/// <summary>Moves parameter sets to and from safetensors files, in PyTorch's names, shapes and order.</summary>
internal static class ParameterFile
{
    /// <summary>What the names of states that go from one step of training to the next begin with, in checkpoints.</summary>
    public const string RecurrentStatePrefix = "recurrent_state.";

    /// <summary>What a checkpoint holds besides parameters begins with one of these; loading parameters passes it over.</summary>
    private static readonly string[] OtherPrefixes = ["optimizer.", RecurrentStatePrefix];

    /// <summary>What goes with the tensors of a network.</summary>
    public static Dictionary<string, string> Metadata(ParameterLayout layout) => new(layout.FileStatements)
    {
        // Readers of several frameworks' files look at this key to know whose names and axis order these are.
        ["format"] = "pt",
    };

    public static ImmutableArray<SafetensorsTensor> Tensors(ParameterSet parameters, string prefix)
    {
        var tensors = ImmutableArray.CreateBuilder<SafetensorsTensor>(parameters.Count);
        foreach (var info in parameters.Layout.Entries)
        {
            tensors.Add(new SafetensorsTensor(prefix + info.Name, info.Shape, destination => parameters.CopyTo(info, destination)));
            if (info.Summand is { } summand)
                tensors.Add(new SafetensorsTensor(prefix + summand, info.Shape, destination => destination.Clear()));
        }
        return tensors.ToImmutable();
    }

    public static void Load(
        ParameterSet parameters,
        SafetensorsFile file,
        IReadOnlyDictionary<string, string>? names,
        string prefix,
        string contents = "the parameters")
    {
        var layout = parameters.Layout;
        var sources = Sources(layout, names, prefix);
        Check(layout, sources, file, prefix, contents);

        // Into a set of its own first: if reading fails half-way, the parameters are still the old ones.
        var loaded = new ParameterSet(layout);
        float[] values = [], summands = [];
        for (var i = 0; i < sources.Length; i++)
        {
            var info = layout.Entries[i];
            var tensor = SpanOf(ref values, info.Size);
            file.Read(sources[i].Name, tensor);
            if (sources[i].Summand is { } name && file.TryGet(name, out _))
            {
                var summand = SpanOf(ref summands, info.Size);
                file.Read(name, summand);
                for (var element = 0; element < tensor.Length; element++)
                {
                    // A sum with 0 would lose the sign of -0: what we saved comes back bit for bit.
                    if (summand[element] != 0)
                        tensor[element] += summand[element];
                }
            }
            loaded.Set(info, tensor);
        }
        parameters.CopyFrom(loaded);

        static Span<float> SpanOf(ref float[] buffer, int length)
        {
            if (buffer.Length < length)
                buffer = new float[length];
            return buffer.AsSpan(0, length);
        }
    }

    /// <summary>The names in the file of each parameter and of its summand.</summary>
    private static (string Name, string? Summand)[] Sources(ParameterLayout layout, IReadOnlyDictionary<string, string>? names, string prefix)
    {
        if (names is not null)
        {
            foreach (var pair in names)
            {
                if (!IsTensor(layout, pair.Key))
                    throw new ArgumentException($"names maps '{pair.Key}': {layout.NoSuchParameter(pair.Key)}", nameof(names));
            }
        }
        var sources = new (string Name, string? Summand)[layout.Entries.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            var info = layout.Entries[i];
            sources[i] = (InFile(info.Name), info.Summand is null ? null : InFile(info.Summand));
        }
        return sources;

        string InFile(string name) => prefix + (names is not null && names.TryGetValue(name, out var mapped) ? mapped : name);
    }

    /// <summary>Whether files have a tensor of this name: a parameter or a summand.</summary>
    private static bool IsTensor(ParameterLayout layout, string name)
    {
        foreach (var info in layout.Entries)
        {
            if (info.Name == name || info.Summand == name)
                return true;
        }
        return false;
    }

    /// <summary>Throws one exception with every mismatch.</summary>
    private static void Check(ParameterLayout layout, (string Name, string? Summand)[] sources, SafetensorsFile file, string prefix, string contents)
    {
        var mismatches = new StringBuilder();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sources.Length; i++)
        {
            var (name, summand) = sources[i];
            CheckTensor(name, layout.Entries[i], isNeeded: true);
            if (summand is not null)
                CheckTensor(summand, layout.Entries[i], isNeeded: false);
        }
        foreach (var entry in file.Tensors)
        {
            var ours = prefix.Length > 0
                ? entry.Name.StartsWith(prefix, StringComparison.Ordinal)
                : !Array.Exists(OtherPrefixes, other => entry.Name.StartsWith(other, StringComparison.Ordinal));
            if (ours && !expected.Contains(entry.Name))
                mismatches.Append($"\n  unexpected: {entry.Name} {Shapes.Text<long>(entry.Shape.AsSpan())}");
        }
        foreach (var (key, value) in layout.FileStatements)
        {
            if (file.Metadata.TryGetValue(prefix + key, out var stated) && stated != value)
                mismatches.Append($"\n  otherwise trained: {prefix + key} is {stated} in the file, but {value} here");
        }
        if (mismatches.Length > 0)
            throw new InvalidDataException($"{file.Path} does not hold {contents} of {layout.NetworkName}:{mismatches}");

        void CheckTensor(string name, ParameterInfo info, bool isNeeded)
        {
            expected.Add(name);
            if (!file.TryGet(name, out var entry))
            {
                if (isNeeded)
                    mismatches.Append($"\n  missing: {name} {Shapes.Text(info.Shape)}");
            }
            else if (!SameShape(info.Shape, entry.Shape))
            {
                mismatches.Append($"\n  wrong shape: {name} is {Shapes.Text<long>(entry.Shape.AsSpan())}, but {Shapes.Text(info.Shape)} is needed");
            }
        }
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
