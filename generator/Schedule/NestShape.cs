using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>A loop with addresses in place of indices, before lanes, tiles and order are chosen.</summary>
internal sealed class NestShape
{
    private readonly HashSet<Axis> pinned;
    private readonly HashSet<Axis> scalar;
    private readonly HashSet<Axis> blocks = [];
    private readonly ImmutableArray<Axis> bound;

    private NestShape(
        Loop loop,
        List<Axis> axes,
        Dictionary<Read, Affine> addresses,
        Affine outputAddress,
        List<Guard> guards,
        HashSet<Axis> pinned,
        HashSet<Axis> scalar,
        ImmutableArray<Axis> bound,
        Axis? example)
    {
        Loop = loop;
        Axes = axes;
        Addresses = addresses;
        OutputAddress = outputAddress;
        Guards = guards;
        Example = example;
        this.pinned = pinned;
        this.scalar = scalar;
        this.bound = bound;
    }

    /// <summary>Axes that were cut into blocks.</summary>
    public ImmutableArray<BlockedAxis> Blocked { get; private set; } = [];

    public Loop Loop { get; }

    public List<Axis> Axes { get; }

    /// <summary>The axes that no enclosing loop binds.</summary>
    public IEnumerable<Axis> FreeAxes => Axes.Where(axis => !bound.Contains(axis));

    public Dictionary<Read, Affine> Addresses { get; private set; }

    public Affine OutputAddress { get; private set; }

    public List<Guard> Guards { get; }

    public Axis? Example { get; }

    public IEnumerable<Affine> AllAddresses => Addresses.Values.Append(OutputAddress);

    public bool IsReduction(Axis axis) => !OutputAddress.Uses(axis) && Loop.Combine != Combine.Assign;

    /// <summary>Whether the axis has one value at a time: an enclosing loop binds it, or what is looked up depends on it.</summary>
    public bool IsScalar(Axis axis) => scalar.Contains(axis);

    /// <summary>Whether some of the axis's positions may not count.</summary>
    public bool IsGuarded(Axis axis) => Guards.Any(guard => guard.Value.Uses(axis));

    /// <summary>Whether the axis counts blocks of another and belongs outside of all loops.</summary>
    public bool IsBlock(Axis axis) => blocks.Contains(axis);

    /// <summary>Makes two axes of one: an outermost one that counts blocks, and the positions inside a block.</summary>
    /// <returns>The axis of the positions.</returns>
    public Axis Split(Axis axis, int size, ProgramBuilder builder)
    {
        var (block, position) = Cut(axis, size, builder);
        Axes.Remove(block);
        Axes.Insert(0, block);
        blocks.Add(block);
        return position;
    }

    /// <summary>Makes two neighbouring axes of one: one that counts blocks, and the positions inside a block, of which the last may have fewer.</summary>
    public (Axis Block, Axis Position) Cut(Axis axis, int size, ProgramBuilder builder)
    {
        var cut = BlockedAxis.Of(axis, size, "Block", builder);
        var block = cut.Block.Terms[0].Axis;
        var replacements = new Dictionary<Axis, Affine> { [axis] = cut.Whole };
        Axes[Axes.IndexOf(axis)] = cut.Position;
        Axes.Insert(Axes.IndexOf(cut.Position), block);
        Addresses = Addresses.ToDictionary(entry => entry.Key, entry => entry.Value.Substitute(replacements));
        OutputAddress = OutputAddress.Substitute(replacements);
        Blocked = [.. Blocked.Select(other => other with { Block = other.Block.Substitute(replacements) }), cut];
        return (block, cut.Position);
    }

    /// <param name="bound">Axes that enclosing loops bind; they are never merged.</param>
    public static NestShape Create(GuardedLoop whole, FormPlan form, ImmutableArray<Axis> bound, ProgramBuilder builder)
    {
        var (placements, example) = (form.Placements, form.Example);
        var (guarded, blocked) = PanelSplit.Apply(whole, placements, builder);
        var ones = guarded.Loop.Axes.Where(axis => axis.Extent == 1 && !bound.Contains(axis) && !axis.Equals(guarded.Loop.Lookup?.Axis))
            .ToDictionary(axis => axis, _ => (Affine)0);
        var loop = WithoutSums(Substitution.Substitute(guarded.Loop, ones));
        var reads = loop.Reads.Distinct().ToList();
        var involvesExamples = example is not null
            && reads.Select(read => placements[read.Tensor]).Append(placements[loop.Output]).Any(placement => placement.ExampleStride != 0);
        var guards = loop.Accesses
            .SelectMany(access => access.Index.Select((index, i) => new Guard(index, access.Tensor.Dimensions[i])))
            .Concat(guarded.Guarded.Select((value, i) => new Guard(value.Substitute(ones), guarded.Extents[i])))
            .Where(guard => Guard.Holds(guard.Value, guard.Extent) != true && !blocked.Any(axis => guard.Value.Uses(axis.Position)))
            .Distinct().ToList();
        var axes = loop.Axes.ToList();
        if (involvesExamples)
        {
            axes.Add(example!);
        }

        var pinned = new HashSet<Axis>(guards.SelectMany(guard => guard.Value.Terms)
            .Concat(loop.Positions.SelectMany(position => position.Terms)).Select(term => term.Axis));
        if (loop.Combine == Combine.ArgMaximum)
        {
            pinned.UnionWith(loop.ReductionAxes);
        }

        var scalar = new HashSet<Axis>(bound);
        if (loop.Lookup is { } lookup)
        {
            scalar.Add(lookup.Axis);
            scalar.UnionWith(placements[lookup.Index.Tensor].Address(lookup.Index.Index, example).Terms.Select(term => term.Axis));
        }

        pinned.UnionWith(blocked.Where(axis => !axis.IsEven).SelectMany(axis => axis.Whole.Terms).Select(term => term.Axis));
        pinned.UnionWith(scalar);
        pinned.UnionWith(axes.Where(axis => axis.IsRuntimeBound));
        if (involvesExamples && (Draws(loop.Body) || (loop.Finish is not null && Draws(loop.Finish))))
        {
            pinned.Add(example!);
        }

        var shape = new NestShape(
            loop,
            axes,
            reads.ToDictionary(read => read, read => placements[read.Tensor].Address(read.Index, example)),
            placements[loop.Output].Address(loop.Index, example),
            guards,
            pinned,
            scalar,
            bound,
            involvesExamples ? example : null)
        {
            Blocked = blocked,
        };
        shape.MergeAxes(builder);
        return shape;
    }

    /// <summary>
    /// A sum over nothing but a looked-up axis has one term. A scattering sum has its terms added where they belong one after another.
    /// </summary>
    private static Loop WithoutSums(Loop loop) => loop.Lookup is not { } lookup ? loop
        : loop.Index.Any(index => index.Uses(lookup.Axis)) ? loop.Combine == Combine.Assign
            ? loop
            : loop with { Combine = Combine.Assign, Writing = Writing.Add }
        : loop.ReductionAxes.All(lookup.Axis.Equals) ? loop with { Combine = Combine.Assign }
        : throw new NotSupportedException($"{loop.Comment} sums over more than the axis that it looks up.");

    /// <summary>Neighbouring axes along which all addresses advance as along one become one.</summary>
    private void MergeAxes(ProgramBuilder builder)
    {
        for (var found = true; found;)
        {
            found = false;
            foreach (var outer in Axes)
            {
                var inner = Axes.FirstOrDefault(axis => !axis.Equals(outer) && CanMerge(outer, axis));
                if (inner is not null)
                {
                    Merge(outer, inner, builder);
                    found = true;
                    break;
                }
            }
        }
    }

    private bool CanMerge(Axis outer, Axis inner)
        => !pinned.Contains(outer) && !pinned.Contains(inner) && IsReduction(outer) == IsReduction(inner)
            && AllAddresses.All(address => address.CoefficientOf(outer) == address.CoefficientOf(inner) * inner.Extent)
            && AllAddresses.Any(address => address.Uses(inner));

    private void Merge(Axis outer, Axis inner, ProgramBuilder builder)
    {
        var merged = builder.Axis("i", outer.Extent * inner.Extent);
        var replacements = new Dictionary<Axis, Affine> { [outer] = 0, [inner] = merged };
        Axes[Axes.IndexOf(outer)] = merged;
        Axes.Remove(inner);
        Addresses = Addresses.ToDictionary(entry => entry.Key, entry => entry.Value.Substitute(replacements));
        OutputAddress = OutputAddress.Substitute(replacements);
    }

    private static bool Draws(Expression expression) => expression is Uniform || expression.Parts.Any(Draws);
}
