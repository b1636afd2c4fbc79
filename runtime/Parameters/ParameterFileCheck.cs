using System.Collections.Immutable;
using System.Text;

namespace StaticNets;

/// <summary>Compares what a file holds with what a network needs: names, shapes, types and forms, all of it before anything is read.</summary>
internal sealed class ParameterFileCheck
{
    // A file can have a million tensors, and nobody reads so many lines or waits for the nearest of so many names.
    private const int MaxLines = 100, MaxCandidates = 1000, MaxCandidateLength = 200;

    private readonly SafetensorsFile _file;
    private readonly ParameterLayout _layout;
    private readonly ParameterFileOptions _options;
    private readonly StringBuilder _mismatches = new();
    private int _lines;

    private ParameterFileCheck(SafetensorsFile file, ParameterLayout layout, ParameterFileOptions options)
    {
        (_file, _layout, _options) = (file, layout, options);
    }

    /// <summary>Throws one exception with every mismatch; else gives the tensors that the network does not know.</summary>
    /// <param name="file">The file.</param>
    /// <param name="layout">What the network needs.</param>
    /// <param name="sources">The names in the file of each parameter and of its summand.</param>
    /// <param name="options">How it is looked for.</param>
    public static ImmutableArray<SafetensorsEntry> Run(
        SafetensorsFile file, ParameterLayout layout, (string Name, string? Summand)[] sources, ParameterFileOptions options)
    {
        var check = new ParameterFileCheck(file, layout, options);
        var unknown = check.Unknown(sources);
        var candidates = check.Candidates(unknown);
        for (var i = 0; i < sources.Length; i++)
        {
            check.CheckTensor(sources[i].Name, layout.Entries[i], candidates);
            if (sources[i].Summand is { } summand)
                check.CheckTensor(summand, layout.Entries[i], candidates: null);
        }

        if (options.Strict)
        {
            foreach (var entry in unknown)
            {
                if (!CheckpointNames.IsCounter(entry.Name))
                    check.Add($"unexpected: {FileText.Name(entry.Name)} {Shapes.Text<long>(entry.Shape.AsSpan())}");
            }
        }

        check.CheckForms();
        check.Throw();
        return unknown;
    }

    private ImmutableArray<SafetensorsEntry> Unknown((string Name, string? Summand)[] sources)
    {
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, summand) in sources)
        {
            expected.Add(name);
            if (summand is not null)
                expected.Add(summand);
        }

        foreach (var counter in _layout.Counters)
        {
            if (BatchCounter.NameBeside(sources[counter.Mean].Name) is { } name)
                expected.Add(name);
        }

        var prefix = _options.Prefix;
        var others = CheckpointNames.Prefixes(_layout.NamesInFiles);
        var unknown = ImmutableArray.CreateBuilder<SafetensorsEntry>();
        foreach (var entry in _file.Tensors)
        {
            var ours = prefix.Length > 0
                ? entry.Name.StartsWith(prefix, StringComparison.Ordinal)
                : !Array.Exists(others, other => entry.Name.StartsWith(other, StringComparison.Ordinal));
            if (ours && !expected.Contains(entry.Name))
                unknown.Add(entry);
        }

        return unknown.ToImmutable();
    }

    private List<string> Candidates(ImmutableArray<SafetensorsEntry> unknown)
    {
        var candidates = new List<string>();
        foreach (var entry in unknown)
        {
            if (entry.Name.Length <= MaxCandidateLength && candidates.Count < MaxCandidates)
                candidates.Add(entry.Name);
        }

        return candidates;
    }

    /// <param name="name">The name in the file.</param>
    /// <param name="info">What is needed.</param>
    /// <param name="candidates">Names that may be meant where it is missing; null if it may be missing.</param>
    private void CheckTensor(string name, ParameterInfo info, List<string>? candidates)
    {
        if (!_file.TryGet(name, out var entry))
        {
            if (candidates is null)
                return;
            var nearest = NearestName.Of(name, candidates);
            Add($"missing: {name} {Shapes.Text(info.Shape)}{(nearest is null ? "" : $"; the file has {FileText.Name(nearest)}")}");
        }
        else if (!SameShape(info.Shape, entry.Shape))
        {
            Add($"wrong shape: {name} is {Shapes.Text<long>(entry.Shape.AsSpan())}, but {Shapes.Text(info.Shape)} is needed");
        }
        else if (entry.Type == SafetensorsType.Other)
        {
            Add($"wrong type: {name} is {FileText.Name(entry.TypeName)}, but only {SafetensorsEntry.ReadTypes} are read");
        }
    }

    private void CheckForms()
    {
        foreach (var (key, value) in _layout.FileStatements)
        {
            var name = _options.Prefix + key;
            if (_file.Metadata.TryGetValue(name, out var stated))
            {
                if (stated != value)
                    Add($"otherwise trained: {name} is {FileText.Name(stated)} in the file, but {value} here");
            }
            else if ((_options.Allow & LoadAllowances.UnstatedForm) == 0 && _layout.RequiredStatements.TryGetValue(key, out var why))
            {
                Add($"unknown form: {name} is {value} here, and the file does not say what it is there; {why}, or allow it "
                    + $"({nameof(LoadAllowances)}.{nameof(LoadAllowances.UnstatedForm)})");
            }
        }
    }

    private void Add(string line)
    {
        if (_lines++ < MaxLines)
            _mismatches.Append("\n  ").Append(line);
    }

    private void Throw()
    {
        if (_lines == 0)
            return;
        if (_lines > MaxLines)
            _mismatches.Append($"\n  and {_lines - MaxLines} more");
        throw new InvalidDataException($"{_file.Path} does not hold {_options.Contents} of {_layout.NetworkName}:{_mismatches}");
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
