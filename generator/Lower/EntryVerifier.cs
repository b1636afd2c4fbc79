using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>Looks for what no entry has: calls that do not fit their kernels, names that are not declared or not used, memory beyond its end.</summary>
internal sealed class EntryVerifier
{
    private readonly LoweredCode code;
    private readonly NetworkPlan plan;
    private readonly EntryMethod method;
    private readonly FormPlan form;
    private readonly ILookup<(string Memory, int Offset), (Location Location, int Length)> tensors;
    private readonly List<string> faults = [];
    private readonly HashSet<string> names;
    private readonly HashSet<string> used = [];
    private readonly HashSet<int> regions = [];
    private readonly Dictionary<string, (string Memory, int Offset)> offsets = [];

    private EntryVerifier(LoweredCode code, NetworkPlan plan, EntryMethod method)
    {
        this.code = code;
        this.plan = plan;
        this.method = method;
        names = [.. EntryParameters.Of(method.Entry).Select(parameter => parameter.Name)];
        form = method.Entry switch
        {
            Entry.InferBlock or Entry.EvaluateBlock or Entry.TrainBlock or Entry.TrainChunk => plan.Batch,
            Entry.StepOne => plan.Step!,
            Entry.EncodeOne => plan.Encode!,
            _ => plan.Single,
        };
        tensors = form.Locations[PurposeOf(method.Entry)].ToLookup(
            entry => (MemoryMap.ReferenceOf(entry.Value.Memory), entry.Value.Offset), entry => (entry.Value, form.Placements[entry.Key].Length));
    }

    /// <summary>What is wrong, in words; nothing for valid code.</summary>
    public static IReadOnlyList<string> Faults(LoweredCode code, NetworkPlan plan)
    {
        var called = new HashSet<string>(code.Entries.SelectMany(entry => Flat(entry.Body)).OfType<Call>().Select(call => call.Kernel));
        return
        [
            .. code.Entries.SelectMany(entry => new EntryVerifier(code, plan, entry).Faults().Select(fault => $"{entry.Entry}: {fault}")),
            .. code.Kernels.Where(kernel => !called.Contains(kernel.Name)).Select(kernel => $"nothing calls {kernel.Name}"),
            .. code.Kernels.GroupBy(kernel => kernel.Name).Where(group => group.Count() > 1).Select(group => $"there are several kernels {group.Key}"),
            .. code.Entries.GroupBy(entry => entry.Entry).Where(group => group.Count() > 1).Select(group => $"there are several entries {group.Key}"),
        ];
    }

    private static Purpose PurposeOf(Entry entry) => entry switch
    {
        Entry.EvaluateBlock or Entry.EvaluateOne or Entry.TraceOne => Purpose.Evaluate,
        Entry.TrainBlock or Entry.TrainOne or Entry.TrainChunk => Purpose.Train,
        _ => Purpose.Infer,
    };

    private static IEnumerable<Statement> Flat(IEnumerable<Statement> statements)
        => statements.SelectMany(statement => statement is Enclosing enclosing ? Flat(enclosing.Body).Prepend(statement) : [statement]);

    private List<string> Faults()
    {
        Check(method.Body, null);
        faults.AddRange(offsets.Keys.Concat(names.Where(name => name.StartsWith("key", StringComparison.Ordinal) || name == MemoryMap.Constants)).Except(used)
            .Select(name => $"nothing uses {name}"));
        return faults;
    }

    /// <param name="time">The variable of the scan around.</param>
    private void Check(EquatableArray<Statement> statements, Axis? time)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case LetOffsets let:
                    foreach (var (name, offset) in let.Offsets)
                    {
                        Declare(name);
                        offsets[name] = (let.Memory, offset);
                    }

                    break;
                case LetConstants:
                    Declare(MemoryMap.Constants);
                    break;
                case LetKeys keys:
                    var (first, second) = KernelParameter.KeyOf(keys.Stream);
                    Declare(first);
                    Declare(second);
                    break;
                case For loop when time is null && loop.Body.Count > 0 && Scans().Any(scan => IsOver(loop, scan)):
                    Check(loop.Body, loop.Variable);
                    break;
                case InRegion region when time is null && names.Contains(EntryParameters.Region) && regions.Add(region.Region):
                    Check(region.Body, null);
                    break;
                case Call call:
                    CheckCall(call, time);
                    break;
                case Clear clear:
                    CheckWhole(clear.Place, clear.Length, isWritten: true);
                    break;
                case Transpose move:
                    CheckWhole(move.Source, move.Rows * move.Examples, isWritten: false);
                    CheckPlace(move.Destination, (move.Stride * (move.Examples - 1)) + move.Rows, isWritten: true);
                    break;
                case Copy copy:
                    CheckWhole(copy.Source, copy.Length, isWritten: false);
                    CheckPlace(copy.Destination, copy.Length, isWritten: true);
                    break;
                case ReturnIfNotFinite test when method.Entry == Entry.TraceOne:
                    CheckWhole(test.Place, test.Length, isWritten: false);
                    break;
                default:
                    faults.Add($"{statement.GetType().Name} cannot stand here");
                    break;
            }
        }
    }

    private static bool IsOver(For loop, Scan scan)
        => scan.Time.Equals(loop.Variable) && scan.Time.Name == loop.Variable.Name && scan.Time.Extent == loop.Variable.Extent
            && scan.IsReversed == loop.IsReversed;

    private IEnumerable<Scan> Scans() => form.Programs.SelectMany(program => program.BlockSteps).OfType<ScanStep>().Select(step => step.Scan);

    private void Declare(string name)
    {
        if (!names.Add(name))
        {
            faults.Add($"{name} is declared twice");
        }
    }

    private void CheckCall(Call call, Axis? time)
    {
        if (code.Kernels.FirstOrDefault(kernel => kernel.Name == call.Kernel)?.Kernel is not { } kernel)
        {
            faults.Add($"there is no kernel {call.Kernel}");
            return;
        }

        if (call.Places.Count != kernel.References.Count)
        {
            faults.Add(FormattableString.Invariant($"{call.Kernel} takes {kernel.References.Count} references and gets {call.Places.Count}"));
            return;
        }

        var written = WrittenBy(kernel);
        for (var i = 0; i < call.Places.Count; i++)
        {
            // How far a kernel goes from there is its own matter: it may have been made for tensors of another form.
            CheckPlace(call.Places[i], 1, written.Contains(kernel.References[i]));
        }

        foreach (var (again, first) in kernel.Again)
        {
            if (!call.Places[kernel.References.Items.IndexOf(again)].Equals(call.Places[kernel.References.Items.IndexOf(first)]))
            {
                faults.Add($"{call.Kernel} takes {first} twice and gets two places");
            }
        }

        CheckOthers(call, kernel, time);
    }

    /// <summary>The arguments behind the references, which have the names of what they are.</summary>
    private void CheckOthers(Call call, Kernel kernel, Axis? time)
    {
        var keys = call.Others.Take(2 * kernel.Streams.Count).ToList();
        string[] expected =
        [
            .. keys,
            .. kernel.Streams.Count > 0 ? [EntryParameters.FirstExample] : Array.Empty<string>(),
            .. kernel.TakesBlocks ? [EntryParameters.Blocks] : Array.Empty<string>(),
            .. kernel.Time is null ? Array.Empty<string>() : [time?.Name ?? "time"],
            .. kernel.TakesAccumulate ? [EntryParameters.Accumulate] : Array.Empty<string>(),
        ];
        if (keys.Where((key, i) => !key.StartsWith("key", StringComparison.Ordinal) || key[key.Length - 1] != "ab"[i % 2]).Any()
            || keys.Distinct().Count() != 2 * kernel.Streams.Count
                || !call.Others.SequenceEqual(expected))
        {
            faults.Add($"{call.Kernel} takes {string.Join(", ", expected)} and gets {string.Join(", ", call.Others)}");
        }

        foreach (var name in call.Others.Where(name => name != time?.Name))
        {
            Use(name);
        }
    }

    private void Use(string name)
    {
        used.Add(name);
        if (!names.Contains(name))
        {
            faults.Add($"{name} is not declared");
        }
    }

    /// <summary>All floats of a tensor.</summary>
    private void CheckWhole(Place place, int length, bool isWritten)
    {
        CheckPlace(place, length, isWritten);
        if (!TensorsAt(place).Any(tensor => tensor.Length == length))
        {
            faults.Add(FormattableString.Invariant($"{length} floats at {place} are not a whole tensor"));
        }
    }

    private IEnumerable<(Location Location, int Length)> TensorsAt(Place place) => tensors[(place.Reference, place.Offset)];

    private void CheckPlace(Place place, int length, bool isWritten)
    {
        Use(place.Reference);
        if (place.OffsetName is { } name)
        {
            Use(name);
        }

        var isNamed = place.OffsetName is null
            ? place.Offset == 0
            : offsets.TryGetValue(place.OffsetName, out var entry) && entry == (place.Reference, place.Offset);
        if (!isNamed)
        {
            faults.Add($"{place} has an offset of another name");
        }

        // The block of a chunk is all that an entry's places may depend on.
        var blocks = place.Variables.Terms.Sum(term => term.Coefficient);
        if (!TensorsAt(place).Any(tensor => blocks == 0 || blocks == tensor.Location.BlockStride) || place.Variables.Constant != 0
            || place.Variables.Terms
                .Any(term => term.Axis.Name != EntryParameters.Block || term.Coefficient < length || !names.Contains(EntryParameters.Block)))
        {
            faults.Add($"{place} is no tensor, and no block of one");
        }

        if (length < 1 || place.Offset < 0 || place.Offset + (blocks * (Deferral.MaximumBlocks - 1)) + length > FloatsOf(place.Reference))
        {
            faults.Add(FormattableString.Invariant($"{length} floats at {place} are not all among the {FloatsOf(place.Reference)} of {place.Reference}"));
        }

        if (isWritten && place.Reference is EntryParameters.Parameters or MemoryMap.Constants)
        {
            faults.Add($"{place} is written");
        }
    }

    private int FloatsOf(string memory) => memory switch
    {
        EntryParameters.Workspace => form.Equals(plan.Step) || form.Equals(plan.Encode) ? form.End : plan.End,
        EntryParameters.Parameters => plan.Parameters.Length,
        EntryParameters.Gradients => plan.Parameters.BatchSums.End,
        EntryParameters.Sequence => plan.Sequence.Length,
        MemoryMap.Constants => plan.Parameters.ConstantsLength,
        _ => 0,
    };

    /// <summary>The references that a kernel writes through.</summary>
    private static HashSet<string> WrittenBy(Kernel kernel)
    {
        var roots = kernel.References.ToDictionary(name => name, name => name);
        var written = new HashSet<string>();
        foreach (var statement in Flat(kernel.Body))
        {
            switch (statement)
            {
                case LetReference let:
                    roots[let.Name] = roots[let.From];
                    break;
                case Store store:
                    written.Add(roots[store.Place.Reference]);
                    break;
                case Clear clear:
                    written.Add(roots[clear.Place.Reference]);
                    break;
            }
        }

        return written;
    }
}
