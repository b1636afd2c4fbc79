using System.Collections.Immutable;

namespace StaticNets;

/// <summary>Moves parameter sets to and from safetensors files, in PyTorch's names, shapes and order.</summary>
internal static class ParameterFile
{
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

    /// <summary>PyTorch's counters, which come first in a file: readers in place want integers of 8 bytes at multiples of 8.</summary>
    public static IEnumerable<SafetensorsTensor> Counters(ParameterSet parameters)
        => parameters.Layout.Counters.Select((counter, i) => new SafetensorsTensor(counter.Name, parameters.BatchCounts[i]));

    /// <summary>Sets parameters to what a file holds; if that fails, they are still the old ones.</summary>
    public static LoadReport Load(ParameterSet parameters, SafetensorsFile file, ParameterFileOptions options)
    {
        var (loaded, report) = Read(parameters.Layout, file, options);
        parameters.CopyFrom(loaded);
        return report;
    }

    /// <summary>Makes a set of what a file holds.</summary>
    public static (ParameterSet Set, LoadReport Report) Read(ParameterLayout layout, SafetensorsFile file, ParameterFileOptions options)
    {
        var sources = Sources(layout, options);
        var unknown = ParameterFileCheck.Run(file, layout, sources, options);
        var loaded = new ParameterSet(layout);
        // By parts, so that nothing is as large as the parameters but these.
        Span<float> values = new float[SafetensorsFile.PartElements], summands = new float[SafetensorsFile.PartElements];
        for (var i = 0; i < sources.Length; i++)
        {
            var (name, info) = (sources[i].Name, layout.Entries[i]);
            var entry = file[name];
            var summand = sources[i].Summand is { } other && file.TryGet(other, out var found) ? found : null;
            var walk = new RowMajor(info);
            for (var first = 0; !walk.Ended; first += SafetensorsFile.PartElements)
            {
                var part = values[..Math.Min(SafetensorsFile.PartElements, info.Size - first)];
                file.ReadPart(entry, first, part);
                CheckFinite(name, info, first, part, file, options);
                if (summand is not null)
                {
                    var added = summands[..part.Length];
                    file.ReadPart(summand, first, added);
                    CheckFinite(summand.Name, info, first, added, file, options);
                    Add(added, part);
                    CheckFinite($"{name} + {summand.Name}", info, first, part, file, options);
                }
                loaded.Set(ref walk, part);
            }
        }

        for (var i = 0; i < layout.Counters.Length; i++)
        {
            // A file from before there were any has none.
            if (BatchCounter.NameBeside(sources[layout.Counters[i].Mean].Name) is { } name && file.TryReadInteger(name, out var count))
                loaded.BatchCounts[i] = Math.Max(0, count);
        }

        return (loaded, new LoadReport(unknown));
    }

    /// <summary>A sum with 0 would lose the sign of -0: what we saved comes back bit for bit.</summary>
    private static void Add(ReadOnlySpan<float> summand, Span<float> values)
    {
        for (var element = 0; element < values.Length; element++)
        {
            if (summand[element] != 0)
                values[element] += summand[element];
        }
    }

    private static void CheckFinite(
        string name, ParameterInfo info, int first, ReadOnlySpan<float> values, SafetensorsFile file, ParameterFileOptions options)
    {
        if ((options.Allow & LoadAllowances.NonFinite) == 0 && NonFiniteElement.Find(info, values, first) is { } found)
        {
            throw new InvalidDataException(
                $"{file.Path} holds {options.Contents} of a training that went wrong: {found.Text(FileText.Name(name))} in 32 bits. Allow it "
                    + $"({nameof(LoadAllowances)}.{nameof(LoadAllowances.NonFinite)}) to load it all the same.");
        }
    }

    /// <summary>The names in the file of each parameter and of its summand.</summary>
    private static (string Name, string? Summand)[] Sources(ParameterLayout layout, ParameterFileOptions options)
    {
        var (names, prefix) = (options.Names, options.Prefix);
        if (names is not null)
        {
            foreach (var pair in names)
            {
                if (!IsTensor(layout, pair.Key))
                    throw new ArgumentException($"names maps '{pair.Key}': {layout.NoSuchParameter(pair.Key)}", nameof(names));
                if (pair.Value is null)
                    throw new ArgumentException($"names maps '{pair.Key}' to null, but a name is needed.", nameof(names));
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
}
