using System.Collections.Immutable;

namespace StaticNets.Generator.Ir;

/// <summary>Where layers and passes append tensors and loops.</summary>
internal sealed class ProgramBuilder(int nextId = 0)
{
    private readonly ImmutableArray<Loop>.Builder loops = ImmutableArray.CreateBuilder<Loop>();
    private Scan? scan;

    public int NextId { get; private set; } = nextId;

    /// <summary>Where the tensors come from that are made from now on.</summary>
    public Origin Origin { get; set; } = Origin.Network;

    public ImmutableArray<Loop> Loops => loops.ToImmutable();

    /// <summary>An id that nothing has yet.</summary>
    public int TakeId() => NextId++;

    /// <summary>A new axis. The axes of a loop run in the order in which they were made, whatever loops they are in: several may share them.</summary>
    public Axis Axis(string name, int extent) => new(NextId++, name, extent);

    /// <summary>An axis for each dimension, named after <paramref name="names"/>.</summary>
    public Axis[] Axes(EquatableArray<int> dimensions, params string[] names)
        => [.. dimensions.Items.Select((extent, i) => Axis(names.Length > i ? names[i] : FormattableString.Invariant($"i{i}"), extent))];

    /// <summary>An intermediate value per example. The lane axis is the last dimension unless given.</summary>
    public Tensor Activation(string name, EquatableArray<int> dimensions, int? laneAxis = null)
        => Tensor(name, dimensions, Scope.Example, laneAxis ?? dimensions.Count - 1, TensorRole.Intermediate);

    public Tensor Tensor(
        string name, EquatableArray<int> dimensions, Scope scope, int laneAxis, TensorRole role, int ordinal = 0, EquatableArray<double> values = default)
        => new(NextId++, name, dimensions, scope, laneAxis, role, ordinal, values) { Origin = Origin };

    /// <summary>What a pass makes of a tensor: it comes from the same layer, and is a gradient where that is one.</summary>
    public Tensor Derived(Tensor source, string name, EquatableArray<int> dimensions, Scope scope, int laneAxis, TensorRole role, int ordinal = 0)
        => Tensor(name, dimensions, scope, laneAxis, role, ordinal) with { Origin = source.Origin, GradientOf = source.GradientOf };

    /// <summary>Values that the compiler knows, shared by all examples.</summary>
    public Tensor Constants(string name, EquatableArray<int> dimensions, EquatableArray<double> values)
        => Tensor(name, dimensions, Scope.Shared, dimensions.Count - 1, TensorRole.Constant, 0, values);

    /// <summary>Appends <c>output[index] = sum of body</c> over the axes that <paramref name="index"/> does not mention.</summary>
    public void Sum(Tensor output, Affine[] index, Expression body, string comment) => Add(output, index, Combine.Sum, body, comment);

    /// <summary>Appends <c>output[index] = body</c>.</summary>
    public void Assign(Tensor output, Affine[] index, Expression body, string comment) => Add(output, index, Combine.Assign, body, comment);

    /// <summary>Appends <c>output[index] = maximum of body</c> over the axes that <paramref name="index"/> does not mention.</summary>
    public void Maximum(Tensor output, Affine[] index, Expression body, string comment, bool stopsGradient = false, bool sharesTies = false)
        => Add(LoopOf(output, index, Combine.Maximum, body, comment, stopsGradient: stopsGradient) with { SharesTies = sharesTies });

    /// <summary>
    /// Appends a loop over all axes that its indices mention. Reduction axes run in the order of their creation.
    /// </summary>
    public void Add(
        Tensor output,
        Affine[] index,
        Combine combine,
        Expression body,
        string comment,
        Writing writing = Writing.Whole,
        bool stopsGradient = false,
        Lookup? lookup = null)
        => Add(LoopOf(output, index, combine, body, comment, writing, stopsGradient, lookup));

    private Loop LoopOf(
        Tensor output,
        Affine[] index,
        Combine combine,
        Expression body,
        string comment,
        Writing writing = Writing.Whole,
        bool stopsGradient = false,
        Lookup? lookup = null)
    {
        var indices = index.Concat(body.Reads.SelectMany(read => read.Index)).Concat(body.Positions);
        var axes = (lookup is null ? indices : indices.Concat(lookup.Index.Index)).SelectMany(affine => affine.Terms).Select(term => term.Axis).Distinct()
            .OrderBy(axis => axis.Id);
        return new(output, index, axes.ToArray(), combine, body, comment, writing, stopsGradient, Scan: scan, Lookup: lookup);
    }

    /// <summary>Appends <c>output[index] = body</c> for some elements of the output; other loops make the rest.</summary>
    public void AssignPart(Tensor output, Affine[] index, Expression body, string comment) => Add(output, index, Combine.Assign, body, comment, Writing.Part);

    /// <summary>Makes the loops that <paramref name="body"/> appends a recurrence over an axis, which each of them mentions.</summary>
    public void Scan(Axis time, bool isReversed, Action body)
    {
        scan = new Scan(NextId++, time, isReversed);
        body();
        scan = null;
    }

    public void Add(Loop loop) => loops.Add(loop);

    public TensorProgram Build(Tensor output, ImmutableArray<WeightedLoss> losses) => new(Loops, output, losses, NextId);
}
