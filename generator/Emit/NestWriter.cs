using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Emit;

/// <summary>Writes one nest: loops over tiles, a tile's accumulators, the innermost code, and what happens to the results.</summary>
internal sealed class NestWriter(Nest nest, int widestLanes, KernelScope scope, SourceWriter writer, bool mayAccumulate)
{
    private static readonly object OutputAccess = new();

    private readonly int firstReduction = nest.Levels.TakeWhile(level => !level.IsReduction).Count();
    private readonly ExpressionWriter expressions = new(nest, scope, writer);

    /// <summary>The lanes of a whole vector here: the target's, or fewer where the lane axis is shorter.</summary>
    private readonly int wholeLanes = nest.Lane is null ? 1 : WidestWithin(widestLanes, nest.LaneReach);

    /// <param name="bound">The axes, and loop variables of their names, that enclosing loops bind.</param>
    public void Write(IEnumerable<Axis> bound)
    {
        var references = nest.Addresses.Keys.ToImmutableDictionary(read => (object)read, read => scope.ParameterOf(read.Tensor))
            .Add(OutputAccess, scope.ParameterOf(nest.Loop.Output));
        var bindings = new Bindings(ImmutableDictionary<Axis, Binding>.Empty, references, [], [], wholeLanes);
        foreach (var axis in bound)
        {
            bindings = bindings.Bind(axis, new Binding([0], axis, 1)) with { Names = bindings.Names.Add(axis.Name) };
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
        var segments = Segmentation.Of(level, nest, wholeLanes, bindings).ToList();
        foreach (var segment in segments)
        {
            if (segment.Tiles > 1)
            {
                var variable = new Axis(scope.NextId(), scope.LoopName(level.Axis.Name, bindings.Names), segment.Tiles);
                var bound = bindings.Bind(level.Axis, new Binding(segment.Offsets, variable, segment.Scale)) with { Names = bindings.Names.Add(variable.Name), Lanes = LanesIn(segment, level, bindings) };
                writer.Open($"for (nint {variable.Name} = 0; {variable.Name} < {scope.ExtentOf(level.Axis, segment.Tiles)}; {variable.Name}++)");
                WithGuards(Advance(level.Axis, segment.Scale, variable, bound), inner);
                writer.Close();
            }
            else
            {
                var bound = bindings.Bind(level.Axis, new Binding(segment.Offsets, null, 0)) with { Lanes = LanesIn(segment, level, bindings) };
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

    private int LanesIn(Segment segment, Level level, Bindings bindings) => level.Axis.Equals(nest.Lane) ? segment.Lanes : bindings.Lanes;

    /// <summary>Declares references that include a new loop variable.</summary>
    private Bindings Advance(Axis axis, int scale, Axis variable, Bindings bindings)
    {
        var references = bindings.References;
        var made = new Dictionary<(string, int), string>();
        foreach (var (access, address) in nest.Addresses.Select(entry => ((object)entry.Key, entry.Value)).OrderBy(entry => scope.OrderOf(((Read)entry.Item1).Tensor)).Append((OutputAccess, nest.OutputAddress)))
        {
            var step = address.CoefficientOf(axis) * scale;
            if (step == 0)
            {
                continue;
            }

            var from = bindings.References[access];
            if (!made.TryGetValue((from, step), out var name))
            {
                name = scope.ReferenceName(from);
                writer.Line($"ref float {name} = ref {VectorSyntax.Unsafe}.Add<float>(ref {from}, {variable.Name}{(step == 1 ? "" : $" * {Literal.Of(step)}")});");
                made[(from, step)] = name;
            }

            references = references.SetItem(access, name);
        }

        return bindings with { References = references };
    }

    /// <summary>Tests the conditions whose axes are all bound and that the bindings do not decide.</summary>
    private void WithGuards(Bindings bindings, Action<Bindings> inner)
    {
        var conditions = new List<string>();
        for (var i = 0; i < nest.Guards.Length; i++)
        {
            var guard = nest.Guards[i];
            if (bindings.Checked.Contains(i) || !guard.Value.Terms.All(term => bindings.Axes.TryGetValue(term.Axis, out var binding) && binding.Offsets.Length == 1))
            {
                continue;
            }

            var value = expressions.Exact(guard.Value, bindings, ImmutableDictionary<Axis, int>.Empty);
            switch (Guard.Holds(value, guard.Extent))
            {
                case false:
                    return;
                case true:
                    break;
                default:
                    conditions.Add($"unchecked((nuint)({value})) < {Literal.Of(guard.Extent)}");
                    break;
            }

            bindings = bindings with { Checked = bindings.Checked.Add(i) };
        }

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
        var choices = Choices(nest.Levels.Take(firstReduction), bindings);
        if (nest.Loop.Combine == Combine.Assign)
        {
            foreach (var choice in choices.Where(choice => Holds(bindings, choice)))
            {
                Store(expressions.Write(nest.Loop.Body, bindings, choice, null), bindings, choice, bindings.Lanes);
            }

            return;
        }

        var lanes = nest.ReducesLanes ? wholeLanes : bindings.Lanes;
        var start = nest.Loop.Combine == Combine.Sum ? VectorSyntax.Zero(lanes) : VectorSyntax.Broadcast("float.NegativeInfinity", lanes);
        var sums = choices.Select((choice, i) => (Choice: choice, Name: $"sum{Literal.Of(i)}")).ToList();
        foreach (var (_, name) in sums)
        {
            writer.Line($"var {name} = {start};");
            if (nest.Loop.Combine == Combine.ArgMaximum)
            {
                writer.Line($"var {name}At = {VectorSyntax.Zero(lanes)};");
            }
        }

        WriteReductionLevel(firstReduction, bindings, sums, lanes);
        foreach (var (choice, name) in sums)
        {
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
                    writer.Line($"var {name}Total = {value};");
                    value = $"{name}Total";
                }

                value = expressions.Write(nest.Loop.Finish, written, choice, value);
            }

            Store(value, written, choice, written.Lanes);
        }
    }

    private void WriteReductionLevel(int level, Bindings bindings, List<(ImmutableDictionary<Axis, int> Choice, string Name)> sums, int sumLanes)
    {
        if (level < nest.Levels.Length)
        {
            WriteLevel(nest.Levels[level], bindings, inner => WriteReductionLevel(level + 1, inner, sums, sumLanes));
            return;
        }

        foreach (var step in Choices(nest.Levels.Skip(firstReduction), bindings))
        {
            var points = sums.Select(sum => (sum.Name, Choice: sum.Choice.AddRange(step))).Where(point => Holds(bindings, point.Choice)).ToList();
            if (nest.Factors is { } factors)
            {
                WriteProducts(points, factors, bindings, sumLanes);
            }
            else
            {
                foreach (var (name, choice) in points)
                {
                    Contribute(name, expressions.Write(nest.Loop.Body, bindings, choice, null), bindings, choice, sumLanes);
                }
            }
        }
    }

    /// <summary>
    /// All products of one step. The factor with fewer distinct elements is loaded first and stays in registers while the other is gone through, so that
    /// accumulators, resident values and one more fit the register file.
    /// </summary>
    private void WriteProducts(List<(string Name, ImmutableDictionary<Axis, int> Choice)> points, (Read Left, Read Right) factors, Bindings bindings, int sumLanes)
    {
        var terms = points.Select(point => (point.Name, Left: expressions.Access(factors.Left, bindings, point.Choice), Right: expressions.Access(factors.Right, bindings, point.Choice))).ToList();
        var leftCount = terms.Select(term => term.Left).Distinct().Count();
        var rightCount = terms.Select(term => term.Right).Distinct().Count();
        var ordered = leftCount <= rightCount
            ? terms.Select(term => (term.Name, Resident: term.Left, Passing: term.Right)).ToList()
            : [.. terms.Select(term => (term.Name, Resident: term.Right, Passing: term.Left))];
        var residents = new Dictionary<string, string>();
        foreach (var group in ordered.GroupBy(term => term.Resident))
        {
            residents[group.Key] = group.Count() > 1 ? expressions.Keep(group.Key) : group.Key;
        }

        foreach (var group in ordered.GroupBy(term => term.Passing))
        {
            var passing = group.Count() > 1 ? expressions.Keep(group.Key) : group.Key;
            foreach (var (name, resident, _) in group)
            {
                writer.Line(bindings.Lanes == sumLanes
                    ? $"{name} = {VectorSyntax.MultiplyAdd(passing, residents[resident], name, sumLanes)};"
                    : $"{name} += {VectorSyntax.Widen($"{passing} * {residents[resident]}", bindings.Lanes, sumLanes)};");
            }
        }
    }

    private void Contribute(string sum, string value, Bindings bindings, ImmutableDictionary<Axis, int> choice, int sumLanes)
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
                var kept = expressions.Keep(value);
                var position = VectorSyntax.Broadcast($"(float)({expressions.Exact(nest.Ordinal, bindings, choice)})", sumLanes);
                writer.Line($"{sum}At = {VectorSyntax.Select(Comparison.Less, sum, kept, position, $"{sum}At", sumLanes)};");
                writer.Line($"{sum} = {VectorSyntax.Maximum(sum, kept, sumLanes)};");
                break;
        }
    }

    private void Store(string value, Bindings bindings, ImmutableDictionary<Axis, int> choice, int lanes)
    {
        var reference = bindings.References[OutputAccess];
        var offset = expressions.Offset(nest.OutputAddress, bindings, choice);
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
            var position = expressions.Exact(lane, bindings, choice);
            if (position.IsConstant && position.Constant + lanes > lane.Extent)
            {
                value = VectorSyntax.Keep(value, lane.Extent - position.Constant, lanes);
            }
        }

        writer.Line(VectorSyntax.Store(value, reference, offset, lanes));
    }

    /// <summary>All combinations of positions inside the tiles of the levels.</summary>
    private static List<ImmutableDictionary<Axis, int>> Choices(IEnumerable<Level> levels, Bindings bindings)
    {
        List<ImmutableDictionary<Axis, int>> choices = [ImmutableDictionary<Axis, int>.Empty];
        foreach (var level in levels)
        {
            choices = [.. choices.SelectMany(choice => Enumerable.Range(0, bindings.Axes[level.Axis].Offsets.Length).Select(j => choice.Add(level.Axis, j)))];
        }

        return choices;
    }

    private bool Holds(Bindings bindings, ImmutableDictionary<Axis, int> choice)
    {
        for (var i = 0; i < nest.Guards.Length; i++)
        {
            var guard = nest.Guards[i];
            if (!bindings.Checked.Contains(i) && guard.Value.Terms.All(term => bindings.Axes.ContainsKey(term.Axis))
                && Guard.Holds(expressions.Exact(guard.Value, bindings, choice), guard.Extent) == false)
            {
                return false;
            }
        }

        return true;
    }
}
