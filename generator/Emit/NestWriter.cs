using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Emit;

/// <summary>Writes one nest: loops over tiles, a tile's accumulators, the innermost code, and what happens to the results.</summary>
internal sealed class NestWriter
{
    private readonly Nest nest;
    private readonly KernelScope scope;
    private readonly SourceWriter writer;
    private readonly bool mayAccumulate;
    private readonly int firstReduction;
    private readonly Accesses accesses;
    private readonly ExpressionWriter expressions;

    /// <summary>The lanes of a whole vector here: the target's, or fewer where the lane axis is shorter.</summary>
    private readonly int wholeLanes;

    public NestWriter(Nest nest, int widestLanes, KernelScope scope, SourceWriter writer, bool mayAccumulate)
    {
        this.nest = nest;
        this.scope = scope;
        this.writer = writer;
        this.mayAccumulate = mayAccumulate;
        firstReduction = nest.Levels.TakeWhile(level => !level.IsReduction).Count();
        accesses = new(nest, scope);
        expressions = new(nest, accesses, scope, writer);
        wholeLanes = nest.Lane is null ? 1 : WidestWithin(widestLanes, nest.LaneReach);
    }

    /// <param name="bound">The axes, and loop variables of their names, that enclosing loops bind.</param>
    public void Write(IEnumerable<Axis> bound)
    {
        var bindings = new Bindings([], accesses.Parameters, nest.Guards, [], wholeLanes);
        foreach (var axis in bound)
        {
            bindings = bindings.Bind(new(axis, [0], axis, 1)) with { Names = bindings.Names.Add(axis.Name) };
            bindings = Advance(axis, 1, axis, bindings);
        }

        WithGuards(bindings, guarded => WriteOutputLevel(0, guarded));
    }

    private static int WidestWithin(int lanes, int reach)
    {
        while (lanes > 4 && lanes > reach)
        {
            lanes /= 2;
        }

        return lanes <= reach ? lanes : 1;
    }

    private void WriteOutputLevel(int level, Bindings bindings)
    {
        if (level < firstReduction)
        {
            WriteLevel(nest.Levels[level], bindings, inner => WriteOutputLevel(level + 1, inner));
        }
        else
        {
            WriteTile(bindings);
        }
    }

    /// <summary>Writes the loop or the static pieces that bind one level's axis.</summary>
    private void WriteLevel(Level level, Bindings bindings, Action<Bindings> inner)
    {
        if (level.IsLookup)
        {
            WriteLookup(level.Axis, bindings, inner);
            return;
        }

        var segments = Segmentation.Of(level, nest, wholeLanes, bindings).ToList();
        foreach (var segment in segments)
        {
            if (segment.Tiles > 1)
            {
                var variable = new Axis(scope.NextId(), scope.LoopName(level.Axis.Name, bindings.Names), segment.Tiles);
                var bound = bindings.Bind(new(level.Axis, segment.Offsets, variable, segment.Scale)) with { Names = bindings.Names.Add(variable.Name), Lanes = LanesIn(segment, level, bindings) };
                writer.Open($"for ({VectorSyntax.Int} {variable.Name} = 0; {variable.Name} < {scope.ExtentOf(level.Axis, segment.Tiles)}; {variable.Name}++)");
                WithGuards(Advance(level.Axis, segment.Scale, variable, bound), inner);
                writer.Close();
            }
            else
            {
                var bound = bindings.Bind(new(level.Axis, segment.Offsets, null, 0)) with { Lanes = LanesIn(segment, level, bindings) };
                var needsScope = segments.Count > 1 && !level.IsReduction;
                if (needsScope)
                {
                    writer.Open($"// {level.Axis.Name} = {string.Join(", ", segment.Offsets.Select(Literal.Of))}");
                }

                WithGuards(bound, inner);
                if (needsScope)
                {
                    writer.Close();
                }
            }
        }
    }

    /// <summary>Binds an axis to the position that the data gives; where that is none of the axis, there is nothing to do.</summary>
    private void WriteLookup(Axis axis, Bindings bindings, Action<Bindings> inner)
    {
        var index = accesses.OrdinalOf(nest.Loop.Lookup!.Index);
        var variable = axis with { Name = scope.LoopName(axis.Name, bindings.Names) };
        writer.Line($"{VectorSyntax.Int} {variable.Name} = ({VectorSyntax.Int}){VectorSyntax.Element(bindings.References[index], bindings.Offset(accesses.Addresses[index], []))};");
        writer.Open($"if (unchecked(({VectorSyntax.Unsigned}){variable.Name}) < {Literal.Of(axis.Extent)})");
        var bound = bindings.Bind(new(axis, [0], variable, 1)) with { Names = bindings.Names.Add(variable.Name) };
        WithGuards(Advance(axis, 1, variable, bound), inner);
        writer.Close();
    }

    private int LanesIn(Segment segment, Level level, Bindings bindings) => level.Axis.Equals(nest.Lane) ? segment.Lanes : bindings.Lanes;

    /// <summary>Declares references that include a new loop variable.</summary>
    private Bindings Advance(Axis axis, int scale, Axis variable, Bindings bindings)
    {
        var references = bindings.References.ToBuilder();
        var made = new Dictionary<(string, int), string>();
        for (var i = 0; i < references.Count; i++)
        {
            var step = accesses.Addresses[i].CoefficientOf(axis) * scale;
            if (step == 0)
            {
                continue;
            }

            var from = references[i];
            if (!made.TryGetValue((from, step), out var name))
            {
                name = scope.ReferenceName(from);
                writer.Line($"ref float {name} = ref {VectorSyntax.Unsafe}.Add<float>(ref {from}, {variable.Name}{(step == 1 ? "" : $" * {Literal.Of(step)}")});");
                made[(from, step)] = name;
            }

            references[i] = name;
        }

        return bindings with { References = references.MoveToImmutable() };
    }

    /// <summary>Tests the conditions whose axes are all bound and that the bindings do not decide.</summary>
    private void WithGuards(Bindings bindings, Action<Bindings> inner)
    {
        var conditions = new List<string>();
        var open = bindings.Guards;
        foreach (var guard in bindings.Guards)
        {
            if (!bindings.Fixes(guard.Value))
            {
                continue;
            }

            switch (bindings.Holds(guard, []))
            {
                case false:
                    return;
                case true:
                    break;
                default:
                    conditions.Add($"unchecked(({VectorSyntax.Unsigned})({bindings.Exact(guard.Value, [])})) < {Literal.Of(guard.Extent)}");
                    break;
            }

            open = open.Remove(guard);
        }

        bindings = bindings with { Guards = open };
        if (conditions.Count == 0)
        {
            inner(bindings);
            return;
        }

        writer.Open($"if ({string.Join(" && ", conditions.Distinct())})");
        inner(bindings);
        writer.Close();
    }

    private void WriteTile(Bindings bindings)
    {
        var choices = bindings.Choices([]);
        if (nest.Loop.Combine == Combine.Assign)
        {
            foreach (var choice in choices)
            {
                if (MayHold(bindings, choice))
                {
                    Store(expressions.Body(bindings, choice), bindings, choice, bindings.Lanes);
                }
            }

            return;
        }

        var lanes = nest.ReducesLanes ? wholeLanes : bindings.Lanes;
        var start = nest.Loop.Combine == Combine.Sum ? VectorSyntax.Zero(lanes) : VectorSyntax.Broadcast("float.NegativeInfinity", lanes);
        var sums = choices.Select((choice, i) => (Choice: choice, Name: $"sum{Literal.Of(i)}")).ToList();
        var chains = nest.Chains(sums.Count);
        foreach (var (_, name) in sums)
        {
            for (var chain = 0; chain < chains; chain++)
            {
                writer.Line($"{VectorSyntax.TypeOf(lanes)} {ChainOf(name, chain)} = {start};");
            }

            if (nest.Loop.Combine == Combine.ArgMaximum)
            {
                writer.Line($"{VectorSyntax.TypeOf(lanes)} {name}At = {VectorSyntax.Zero(lanes)};");
            }
        }

        WriteReductionLevel(firstReduction, bindings, sums, lanes);
        foreach (var (choice, name) in sums)
        {
            for (var distance = chains / 2; distance > 0; distance /= 2)
            {
                for (var chain = 0; chain < distance; chain++)
                {
                    writer.Line($"{ChainOf(name, chain)} += {ChainOf(name, chain + distance)};");
                }
            }

            var value = nest.Loop.Combine == Combine.ArgMaximum ? $"{name}At" : name;
            if (nest.ReducesLanes)
            {
                value = VectorSyntax.Sum(value, lanes);
            }

            var written = nest.ReducesLanes ? bindings with { Lanes = 1 } : bindings;
            if (nest.Loop.Finish is not null)
            {
                if (nest.ReducesLanes)
                {
                    writer.Line($"float {name}Total = {value};");
                    value = $"{name}Total";
                }

                value = expressions.Finish(written, choice, value);
            }

            Store(value, written, choice, written.Lanes);
        }
    }

    /// <summary>The name of one of the sums that an accumulator is divided into.</summary>
    private static string ChainOf(string sum, int chain) => chain == 0 ? sum : $"{sum}_{Literal.Of(chain)}";

    private void WriteReductionLevel(int level, Bindings bindings, List<(ImmutableArray<int> Choice, string Name)> sums, int sumLanes)
    {
        if (level < nest.Levels.Length)
        {
            WriteLevel(nest.Levels[level], bindings, inner => WriteReductionLevel(level + 1, inner, sums, sumLanes));
            return;
        }

        // Step by step through the tiles of the reduction, in each step for all sums.
        var steps = sums.Select(sum => bindings.Choices(sum.Choice)).ToList();
        var chains = nest.Chains(sums.Count);
        for (var step = 0; step < steps[0].Count; step++)
        {
            var points = new List<(ImmutableArray<int> Choice, string Sum)>(sums.Count);
            for (var i = 0; i < sums.Count; i++)
            {
                if (MayHold(bindings, steps[i][step]))
                {
                    points.Add((steps[i][step], ChainOf(sums[i].Name, step % chains)));
                }
            }

            if (nest.Factors is { } factors)
            {
                WriteProducts(points, factors, bindings, sumLanes);
                continue;
            }

            foreach (var (choice, sum) in points)
            {
                Contribute(sum, expressions.Body(bindings, choice), bindings, choice, sumLanes);
            }
        }
    }

    /// <summary>
    /// All products of one step. The factor with fewer distinct elements is loaded first and stays in registers while the other is gone through, so that
    /// accumulators, resident values and one more fit the register file.
    /// </summary>
    private void WriteProducts(List<(ImmutableArray<int> Choice, string Sum)> points, (Read Left, Read Right) factors, Bindings bindings, int sumLanes)
    {
        var left = Elements(factors.Left, points, bindings);
        var right = Elements(factors.Right, points, bindings);
        var (residents, passing) = left.Count <= right.Count ? (left, right) : (right, left);
        var resident = new string[points.Count];
        foreach (var (text, users) in residents)
        {
            var value = users.Count > 1 ? expressions.Keep(text, bindings.Lanes) : text;
            foreach (var user in users)
            {
                resident[user] = value;
            }
        }

        foreach (var (text, users) in passing)
        {
            var value = users.Count > 1 ? expressions.Keep(text, bindings.Lanes) : text;
            foreach (var user in users)
            {
                var sum = points[user].Sum;
                writer.Line(bindings.Lanes == sumLanes
                    ? $"{sum} = {VectorSyntax.MultiplyAdd(value, resident[user], sum, sumLanes)};"
                    : $"{sum} += {VectorSyntax.Widen($"{value} * {resident[user]}", bindings.Lanes, sumLanes)};");
            }
        }
    }

    /// <summary>The distinct elements that a factor has for some points, and which of the points read each.</summary>
    private List<(string Text, List<int> Users)> Elements(Read factor, List<(ImmutableArray<int> Choice, string Sum)> points, Bindings bindings)
    {
        var elements = new List<(string Text, List<int> Users)>();
        var known = new Dictionary<int, List<int>>();
        for (var i = 0; i < points.Count; i++)
        {
            var access = accesses.OrdinalOf(factor, bindings, points[i].Choice);
            var offset = bindings.Offset(accesses.Addresses[access], points[i].Choice);
            if (!known.TryGetValue(offset, out var users))
            {
                known[offset] = users = [];
                elements.Add((expressions.Element(access, offset, bindings), users));
            }

            users.Add(i);
        }

        return elements;
    }

    private void Contribute(string sum, string value, Bindings bindings, ImmutableArray<int> choice, int sumLanes)
    {
        switch (nest.Loop.Combine)
        {
            case Combine.Sum:
                writer.Line($"{sum} += {VectorSyntax.Widen(value, bindings.Lanes, sumLanes)};");
                break;
            case Combine.Maximum:
                writer.Line($"{sum} = {VectorSyntax.Maximum(sum, value, sumLanes)};");
                break;
            default:
                var kept = expressions.Keep(value, bindings.Lanes);
                var position = VectorSyntax.Broadcast($"(float)({bindings.Exact(nest.Ordinal, choice)})", sumLanes);
                writer.Line($"{sum}At = {VectorSyntax.Select(Comparison.Less, sum, kept, position, $"{sum}At", sumLanes)};");
                writer.Line($"{sum} = {VectorSyntax.Maximum(sum, kept, sumLanes)};");
                break;
        }
    }

    private void Store(string value, Bindings bindings, ImmutableArray<int> choice, int lanes)
    {
        var reference = bindings.References[accesses.Output];
        var offset = bindings.Offset(nest.OutputAddress, choice);
        var isConditional = mayAccumulate && !nest.Loop.Accumulates;
        if (nest.Loop.Accumulates)
        {
            value = $"{value} + {VectorSyntax.Load(reference, offset, lanes)}";
        }
        else if (isConditional)
        {
            value = $"accumulate ? {value} + {VectorSyntax.Load(reference, offset, lanes)} : {value}";
        }

        if (lanes > 1 && nest.Lane is { } lane)
        {
            var position = bindings.Exact(lane, choice);
            if (position.IsConstant && position.Constant + lanes > lane.Extent)
            {
                value = VectorSyntax.Keep(value, lane.Extent - position.Constant, lanes);
            }
        }

        writer.Line(VectorSyntax.Store(value, reference, offset, lanes));
    }

    private static bool MayHold(Bindings bindings, ImmutableArray<int> choice)
    {
        foreach (var guard in bindings.Guards)
        {
            if (bindings.Binds(guard.Value) && bindings.Holds(guard, choice) == false)
            {
                return false;
            }
        }

        return true;
    }
}
