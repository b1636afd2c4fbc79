using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>
/// Makes statements of a nest: its axes in runs of equal tiles (loop partitioning), each tile written out point by point. Conditions stand around the points
/// that need them, values are whole expressions, and addresses mention the loops' variables; the passes behind make of that what is fast.
/// </summary>
internal sealed class NestLowering
{
    private readonly Nest nest;
    private readonly KernelNames names;
    private readonly bool mayAccumulate;
    private readonly int firstReduction;
    private readonly Accesses accesses;
    private readonly ExpressionLowering expressions;

    /// <summary>The lanes of a whole vector here: the target's, or fewer where the lane axis is shorter.</summary>
    private readonly int wholeLanes;

    public NestLowering(Nest nest, int widestLanes, KernelNames names, bool mayAccumulate)
    {
        this.nest = nest;
        this.names = names;
        this.mayAccumulate = mayAccumulate;
        firstReduction = nest.Levels.ToList().FindLastIndex(level => !level.IsReduction) + 1;
        accesses = new(nest, names);
        expressions = new(nest, accesses, names);
        wholeLanes = nest.Lane is null ? 1 : WidestWithin(widestLanes, nest.LaneReach);
    }

    /// <param name="bound">The axes that enclosing loops or the caller bind, and the variables that hold them.</param>
    public EquatableArray<Statement> Lower(IEnumerable<(Axis Axis, Axis Variable)> bound)
    {
        var bindings = new Bindings([], [.. accesses.Addresses.Select(_ => (Affine)0)], [], wholeLanes);
        foreach (var (axis, variable) in bound)
        {
            bindings = bindings.Bind(new(axis, [0], variable, 1), accesses.Addresses);
        }

        return LowerOutputLevel(0, bindings).ToArray();
    }

    /// <summary>
    /// Whether the first position of a window may be padding: then what is found first has to be known for it, as -infinity is no greater than nothing.
    /// </summary>
    private bool MayBeginLate => !nest.Guards.IsEmpty;

    private static int WidestWithin(int lanes, int reach)
    {
        while (lanes > 4 && lanes > reach)
        {
            lanes /= 2;
        }

        return lanes <= reach ? lanes : 1;
    }

    private IEnumerable<Statement> LowerOutputLevel(int level, Bindings bindings)
        => level < firstReduction
            ? LowerLevel(nest.Levels[level], bindings, isInTile: false, inner => LowerOutputLevel(level + 1, inner))
            : LowerTile(bindings);

    /// <summary>The loop or the static pieces that bind one level's axis.</summary>
    /// <param name="isInTile">Whether the sums of a tile are declared outside.</param>
    private IEnumerable<Statement> LowerLevel(Level level, Bindings bindings, bool isInTile, Func<Bindings, IEnumerable<Statement>> inner)
    {
        if (level.IsLookup)
        {
            return LowerLookup(level.Axis, bindings, inner);
        }

        var segments = Segmentation.Of(level, nest, wholeLanes, bindings).ToList();
        var statements = new List<Statement>();
        foreach (var segment in segments)
        {
            var lanes = level.Axis.Equals(nest.Lane) ? segment.Lanes : bindings.Lanes;
            if (segment.Tiles > 1)
            {
                var variable = names.Variable(level.Axis, segment.Tiles, bindings.Names);
                var body = inner(bindings.Bind(new(level.Axis, segment.Offsets, variable, segment.Scale), accesses.Addresses) with { Lanes = lanes }).ToArray();
                if (body.Length > 0)
                {
                    statements.Add(new For(variable, body));
                }
            }
            else
            {
                var body = inner(bindings.Bind(new(level.Axis, segment.Offsets, null, 0), accesses.Addresses) with { Lanes = lanes }).ToArray();
                if (segments.Count == 1 || isInTile)
                {
                    statements.AddRange(body);
                }
                else if (body.Length > 0)
                {
                    statements.Add(new Section(
                        FormattableString.Invariant($"{level.Axis.Name} = {string.Join(", ", segment.Offsets)}"), EquatableArray<Axis>.Empty, body));
                }
            }
        }

        return statements;
    }

    /// <summary>Binds an axis to the position that the data gives; where that is none of the axis, there is nothing to do.</summary>
    private IEnumerable<Statement> LowerLookup(Axis axis, Bindings bindings, Func<Bindings, IEnumerable<Statement>> inner)
    {
        var variable = names.Variable(axis, axis.Extent, bindings.Names);
        var body = inner(bindings.Bind(new(axis, [0], variable, 1), accesses.Addresses)).ToArray();
        return body.Length == 0 ? [] : [new Pick(variable, accesses.Place(accesses.OrdinalOf(nest.Loop.Lookup!.Index), bindings, []), body)];
    }

    /// <summary>The positions of a tile, those that the same conditions hold for together.</summary>
    private IEnumerable<Statement> LowerTile(Bindings bindings)
    {
        foreach (var (conditions, choices) in Conditional(bindings.Choices([]), choice => choice, bindings, guard => bindings.Binds(guard.Value)))
        {
            var statements = nest.Loop.Combine == Combine.Assign
                ? choices.SelectMany(choice => LowerPoint(bindings, choice))
                : LowerReduction(bindings, choices);
            foreach (var statement in Under(conditions, statements))
            {
                yield return statement;
            }
        }
    }

    private IEnumerable<Statement> LowerPoint(Bindings bindings, ImmutableArray<int> choice)
    {
        var statements = new List<Statement>();
        var value = Named(expressions.Body(bindings, choice), statements);
        statements.Add(Write(value, bindings, choice));
        return statements;
    }

    private IEnumerable<Statement> LowerReduction(Bindings bindings, List<ImmutableArray<int>> choices)
    {
        var lanes = nest.ReducesLanes ? wholeLanes : bindings.Lanes;
        var start = new Number(nest.Loop.Combine == Combine.Sum ? 0 : double.NegativeInfinity, lanes);
        var statements = new List<Statement>();
        var chains = nest.Chains(choices.Count);
        var sums = choices.Select((choice, i) => new Accumulator(choice, FormattableString.Invariant($"sum{i}"), chains, lanes)).ToList();
        foreach (var sum in sums)
        {
            statements.AddRange(sum.Chains.Select(chain => new Let(chain, start)));
            if (nest.Loop.Combine == Combine.ArgMaximum)
            {
                statements.Add(new Let(sum.At, new Number(MayBeginLate ? -1 : 0, lanes)));
            }
        }

        statements.AddRange(LowerReductionLevel(firstReduction, bindings, sums));
        foreach (var sum in sums)
        {
            statements.AddRange(AddUp(sum.Chains));
            Value value = nest.Loop.Combine == Combine.ArgMaximum ? sum.At : sum.Value;
            var written = bindings;
            if (nest.ReducesLanes)
            {
                written = bindings with { Lanes = 1 };
                value = lanes == 1 ? value : new LaneSum(value);
            }

            if (nest.Loop.Finish is not null)
            {
                if (nest.ReducesLanes)
                {
                    var total = new Local($"{sum.Value.Name}Total", 1);
                    statements.Add(new Let(total, value));
                    value = total;
                }

                value = Named(expressions.Finish(written, sum.Choice, value), statements);
            }

            statements.Add(Write(value, written, sum.Choice));
        }

        return statements;
    }

    private IEnumerable<Statement> LowerReductionLevel(int level, Bindings bindings, List<Accumulator> sums)
    {
        if (level < nest.Levels.Length)
        {
            return LowerLevel(nest.Levels[level], bindings, isInTile: true, inner => LowerReductionLevel(level + 1, inner, sums));
        }

        // Step by step through the tiles of the reduction, in each step for all sums.
        var steps = sums.Select(sum => bindings.Choices(sum.Choice)).ToList();
        var statements = new List<Statement>();
        for (var step = 0; step < steps[0].Count; step++)
        {
            var points = sums.Select((sum, i) => sum.InTurn(steps[i][step], step)).ToList();
            var contributions = Conditional(points, point => point.Choice, bindings, guard => !IsOfOutput(guard))
                .SelectMany(run => Under(run.Conditions, run.Points.SelectMany(point => Contribute(point, bindings)))).ToArray();
            if (contributions.Length > 0)
            {
                statements.Add(new ReductionStep(contributions));
            }
        }

        return statements;
    }

    private bool IsOfOutput(Guard guard) => guard.Value.Terms
        .All(term => nest.Levels.Take(firstReduction).Any(level => level.Axis.Equals(term.Axis)) || nest.Levels.All(level => !level.Axis.Equals(term.Axis)));

    private IEnumerable<Statement> Contribute(Accumulator sum, Bindings bindings)
    {
        var statements = new List<Statement>();
        var value = expressions.Body(bindings, sum.Choice);
        switch (nest.Loop.Combine)
        {
            case Combine.Sum when nest.Loop.IsContraction && bindings.Lanes == sum.Value.Lanes:
                var product = (Combined)value;
                statements.Add(new Assign(sum.Value, new MultiplyAdd(product.Left, product.Right, sum.Value)));
                break;
            case Combine.Sum:
                value = nest.Loop.IsContraction ? value : Named(value, statements);
                statements.Add(new Assign(
                    sum.Value, new Combined(BinaryOperation.Add, sum.Value, value.Lanes == sum.Value.Lanes ? value : new Widen(value, sum.Value.Lanes))));
                break;
            case Combine.Maximum:
                statements.Add(new Assign(sum.Value, new Combined(BinaryOperation.Maximum, sum.Value, Named(value, statements))));
                break;
            default:
                var kept = names.Temporary(value.Lanes);
                statements.Add(new Let(kept, value));
                var isFound = names.Temporary(value.Lanes);
                var position = new PositionValue(bindings.Exact(nest.Loop.Ordinal, sum.Choice), 0, kept.Lanes);
                statements.Add(new Let(isFound, new GreaterOrNaN(kept, sum.Value, MayBeginLate ? sum.At : null)));
                statements.Add(new Assign(sum.At, new Masked(isFound, position, sum.At)));
                statements.Add(new Assign(sum.Value, new Masked(isFound, kept, sum.Value)));
                break;
        }

        return statements;
    }

    /// <summary>A name for what takes more than one access.</summary>
    private Value Named(Value value, List<Statement> statements)
    {
        if (value.IsLeaf)
        {
            return value;
        }

        var local = names.Temporary(value.Lanes);
        statements.Add(new Let(local, value));
        return local;
    }

    private Store Write(Value value, Bindings bindings, ImmutableArray<int> choice)
    {
        var place = accesses.Place(accesses.Output, bindings, choice);
        if (nest.Loop.Accumulates || nest.AddsUpInMemory)
        {
            value = new Combined(BinaryOperation.Add, value, new Load(place, value.Lanes));
        }
        else if (mayAccumulate)
        {
            value = new Accumulated(value, place);
        }

        if (value.Lanes > 1 && nest.Lane is { } lane && bindings.Exact(lane, choice) is { IsConstant: true } position
            && position.Constant + value.Lanes > Segmentation.Extent(lane, nest, bindings))
        {
            value = new FirstLanes(value, Segmentation.Extent(lane, nest, bindings) - position.Constant);
        }

        return new(place, value);
    }

    /// <summary>The points that may count, in order, in runs under the same conditions.</summary>
    private IEnumerable<(EquatableArray<Inside> Conditions, List<T> Points)> Conditional<T>(
        List<T> points, Func<T, ImmutableArray<int>> choice, Bindings bindings, Func<Guard, bool> which)
    {
        var guards = nest.Guards.Where(which).ToList();
        if (guards.Count == 0)
        {
            return [(EquatableArray<Inside>.Empty, points)];
        }

        var runs = new List<(EquatableArray<Inside> Conditions, List<T> Points)>();
        foreach (var point in points)
        {
            if (Conditions(guards, bindings, choice(point)) is not { } conditions)
            {
                continue;
            }

            if (runs.Count == 0 || !runs[runs.Count - 1].Conditions.Equals(conditions))
            {
                runs.Add((conditions, []));
            }

            runs[runs.Count - 1].Points.Add(point);
        }

        return runs;
    }

    /// <summary>What has to be tested for a point to count, or null where it never does.</summary>
    private static EquatableArray<Inside>? Conditions(List<Guard> guards, Bindings bindings, ImmutableArray<int> choice)
    {
        List<Inside>? open = null;
        foreach (var guard in guards)
        {
            switch (bindings.Holds(guard, choice))
            {
                case false:
                    return null;
                case null:
                    var condition = new Inside(bindings.Exact(guard.Value, choice), guard.Extent);
                    open ??= [];
                    if (!open.Contains(condition))
                    {
                        open.Add(condition);
                    }

                    break;
            }
        }

        return open is null ? EquatableArray<Inside>.Empty : open.ToArray();
    }

    private static IEnumerable<Statement> Under(EquatableArray<Inside> conditions, IEnumerable<Statement> statements)
        => conditions.Count == 0 ? statements : [new If(conditions, statements.ToArray())];

    /// <summary>The sums that an accumulator is divided into, added up in the first.</summary>
    private static IEnumerable<Statement> AddUp(ImmutableArray<Local> chains)
    {
        for (var distance = chains.Length / 2; distance > 0; distance /= 2)
        {
            for (var chain = 0; chain < distance; chain++)
            {
                yield return new Assign(chains[chain], new Combined(BinaryOperation.Add, chains[chain], chains[chain + distance]));
            }
        }
    }

    /// <summary>Where the contributions to one output element are combined.</summary>
    /// <param name="Chains">Sums that the steps of a tile add to in turn.</param>
    /// <param name="Value">The one that a step adds to, or the whole.</param>
    /// <param name="At">The position of the greatest.</param>
    private sealed record Accumulator(ImmutableArray<int> Choice, ImmutableArray<Local> Chains, Local Value, Local At)
    {
        public Accumulator(ImmutableArray<int> choice, string name, int chains, int lanes)
            : this(
                choice,
                [.. Enumerable.Range(0, chains).Select(chain => new Local(chain == 0 ? name : FormattableString.Invariant($"{name}_{chain}"), lanes))],
                new(name, lanes),
                new($"{name}At", lanes))
        {
        }

        public Accumulator InTurn(ImmutableArray<int> choice, int step) => this with { Choice = choice, Value = Chains[step % Chains.Length] };
    }
}
