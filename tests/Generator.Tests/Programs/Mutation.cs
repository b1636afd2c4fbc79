using StaticNets.Generator.Collections;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Tests.Programs;

/// <summary>A program with one thing changed.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">What was changed.</param>
/// <param name="Equivalence">Why the program means the same all the same; null where it must not.</param>
internal sealed record Mutation(string Kind, Func<string> Text, TensorProgram Program, string? Equivalence = null)
{
    /// <summary>The loop that was changed, where it was a loop.</summary>
    public int? Position { get; init; }

    private const string NoPoint = "the axis has one position";
    private const string OnePoint = "no element has more than one contribution";
    private const string Everything = "the loop makes every element, and others only add to it";
    private const string Zero = "zeros wherever they are written, or a combination of zeros";
    private const string Afterwards = "the others make their parts after it";
    private const string Outside = "at the positions that are new some index is out of range";
    private const string Rounding = "a constant below rounding";
    private const string Branches = "both branches are the same number, computed in two ways";

    /// <summary>Everything that can be changed, one thing at a time.</summary>
    /// <param name="runs">The program's loops, each alone.</param>
    public static IEnumerable<Mutation> Of(TensorProgram program, IReadOnlyList<LoopRun> runs)
    {
        for (var i = 0; i < program.Loops.Length; i++)
        {
            foreach (var (kind, text, loop, equivalence) in OfLoop(program, i, runs[i]))
            {
                var mutated = program with { Loops = program.Loops.SetItem(i, loop), NextId = program.NextId + 1 };
                var position = i;
                string Text() => $"loop {position}: {program.Loops[position]}\nbecomes {text}: {loop}";
                yield return new(kind, Text, mutated, equivalence) { Position = i };
            }
        }

        foreach (var mutation in OfOrder(program).Concat(OfScans(program)).Concat(OfTensors(program)))
        {
            yield return mutation;
        }
    }

    private static IEnumerable<(string Kind, string Text, Loop Loop, string? Equivalence)> OfLoop(TensorProgram program, int position, LoopRun run)
    {
        var loop = program.Loops[position];
        var zero = loop is { Writing: Writing.Whole, Body: Constant { Value: 0 } } ? Zero : null;
        foreach (var (index, equivalence) in OfIndex(loop.Index))
        {
            yield return ("output index", "", loop with { Index = index }, zero ?? equivalence);
        }

        foreach (var (body, kind, equivalence) in OfExpression(loop.Body, run))
        {
            yield return (kind, "", loop with { Body = body }, equivalence);
        }

        foreach (var axis in loop.Axes)
        {
            var isNeeded = axis.Extent > 1 || LoopVerifier.AxesUsed(loop).Contains(axis);
            yield return ("axis left out", axis.Name, loop with { Axes = loop.Axes.Where(other => !other.Equals(axis)).ToArray() }, isNeeded ? null : NoPoint);
            yield return ("axis twice", axis.Name, loop with { Axes = loop.Axes.Append(axis).ToArray() }, null);
            foreach (var extent in new[] { axis.Extent - 1, axis.Extent + 1 })
            {
                var other = axis with { Extent = extent };
                yield return ("declared extent", axis.Name, loop with { Axes = loop.Axes.Select(own => own.Equals(axis) ? other : own).ToArray() }, null);
                if (extent > 0)
                {
                    // The axis as a new one, so that no other loop has it too.
                    var fresh = new Axis(program.NextId, axis.Name, extent);
                    var outside = extent > axis.Extent && IsOutsideAt(loop, axis, axis.Extent) ? Outside : null;
                    yield return ("extent", $"{axis.Name} < {extent}", Substitute(loop, axis, fresh), zero ?? outside);
                }
            }
        }

        foreach (var combine in Enum.GetValues<Combine>().Where(combine => combine != loop.Combine))
        {
            var isSame = combine != Combine.ArgMaximum && loop.Combine != Combine.ArgMaximum && HasOnePoint(loop);
            yield return ("combine", combine.ToString(), loop with { Combine = combine }, isSame ? OnePoint : loop.Body is Constant { Value: 0 } ? Zero : null);
        }

        foreach (var writing in Enum.GetValues<Writing>().Where(writing => writing != loop.Writing))
        {
            yield return ("writing", writing.ToString(), loop with { Writing = writing }, OfWriting(program, position, writing));
        }

        if (loop.Lookup is { } lookup)
        {
            yield return ("lookup", "none", loop with { Lookup = null }, null);
            foreach (var axis in loop.Axes.Where(axis => !axis.Equals(lookup.Axis)))
            {
                yield return ("lookup", axis.Name, loop with { Lookup = lookup with { Axis = axis } }, null);
            }

            foreach (var (index, equivalence) in OfIndex(lookup.Index.Index))
            {
                yield return ("lookup", "", loop with { Lookup = lookup with { Index = new(lookup.Index.Tensor, index) } }, equivalence);
            }
        }

        yield return ("finish", "none of the total", loop with { Finish = 1 }, null);
        yield return ("finish", "a total in the body", loop with { Body = new Binary(BinaryOperation.Add, loop.Body, new Total()) }, null);
        var parameter = loop.Output with { Id = program.NextId, Role = TensorRole.Parameter, Scope = Scope.Shared };
        yield return ("output", "a parameter", loop with { Output = parameter }, null);
    }

    private static string? OfWriting(TensorProgram program, int position, Writing writing)
    {
        var loop = program.Loops[position];
        var others = program.Loops.Where((other, i) => i != position && other.Output.Equals(loop.Output)).ToList();
        var isFirst = program.Loops.Take(position).All(other => !other.Output.Equals(loop.Output));
        bool IsApart(Loop other)
            => other is { Writing: Writing.Whole, Body: Constant { Value: 0 } } || !LoopVerifier.Elements(loop).Intersect(LoopVerifier.Elements(other)).Any();
        return (loop.Writing, writing) switch
        {
            _ when loop.Output.Role == TensorRole.Cache => null,
            (Writing.Whole, Writing.Part) when ReachesAll(loop) && others.All(other => other.Writing == Writing.Add) => Everything,
            (Writing.Part, Writing.Whole) when isFirst && others.All(other => other.Writing == Writing.Part) => Afterwards,
            (Writing.Part, Writing.Add) when others.Any(other => other.Writing == Writing.Whole) && others.All(IsApart) => Zero,
            (Writing.Add, Writing.Part) when others is [{ Writing: Writing.Whole, Body: Constant { Value: 0 } }] => Zero,
            _ => null,
        };
    }

    private static bool ReachesAll(Loop loop)
        => loop.Lookup is null && LoopVerifier.ElementsWithContributions(loop).Distinct().Count() == loop.Output.Size;

    private static IEnumerable<(Affine[] Index, string? Equivalence)> OfIndex(EquatableArray<Affine> index)
    {
        for (var i = 0; i < index.Count; i++)
        {
            Affine[] With(Affine changed) => [.. index.Select((own, j) => i == j ? changed : own)];
            yield return (With(index[i] + 1), null);
            yield return (With(index[i] - 1), null);
            foreach (var (axis, coefficient) in index[i].Terms)
            {
                var equivalence = axis.Extent == 1 ? NoPoint : null;
                yield return (With(index[i] + axis), equivalence);
                yield return (With(index[i] - (axis * coefficient)), equivalence);
            }

            if (index.Count > i + 1 && !index[i].Equals(index[i + 1]))
            {
                yield return ([.. index.Select((own, j) => j == i ? index[i + 1] : j == i + 1 ? index[i] : own)], null);
            }
        }
    }

    private static IEnumerable<(Expression Expression, string Kind, string? Equivalence)> OfExpression(Expression expression, LoopRun run)
    {
        switch (expression)
        {
            case Read read:
                foreach (var (index, equivalence) in OfIndex(read.Index))
                {
                    yield return (new Read(read.Tensor, index), "read index", equivalence);
                }

                break;
            case Constant constant:
                yield return (new Constant((constant.Value * 1.5) + 1), "constant", null);
                break;
            case Position position:
                yield return (new Position(position.Value + 1), "position", null);
                break;
            case Uniform uniform:
                yield return (uniform with { Element = uniform.Element + 1 }, "draw", null);
                yield return (uniform with { Stream = uniform.Stream + 1 }, "draw", null);
                break;
            case Unary unary:
                var other = unary.Operation == UnaryOperation.Tanh ? UnaryOperation.Sigmoid : UnaryOperation.Tanh;
                yield return (new Unary(other, unary.Operand), "operation", null);
                yield return (unary.Operand, "operation", null);
                foreach (var (operand, kind, equivalence) in OfExpression(unary.Operand, run))
                {
                    yield return (new Unary(unary.Operation, operand), kind, equivalence);
                }

                break;
            case Binary binary:
                var isTiny = binary.Right is Constant { Value: > -1e-20 and < 1e-20 };
                foreach (var operation in Enum.GetValues<BinaryOperation>().Where(operation => operation != binary.Operation))
                {
                    var isSame = isTiny && binary.Operation <= BinaryOperation.Subtract
                        && operation is BinaryOperation.Add or BinaryOperation.Subtract or BinaryOperation.Maximum;
                    yield return (new Binary(operation, binary.Left, binary.Right), "operation", isSame ? Rounding : null);
                }

                foreach (var (left, kind, equivalence) in OfExpression(binary.Left, run))
                {
                    yield return (new Binary(binary.Operation, left, binary.Right), kind, equivalence);
                }

                foreach (var (right, kind, equivalence) in OfExpression(binary.Right, run))
                {
                    yield return (new Binary(binary.Operation, binary.Left, right), kind, equivalence);
                }

                break;
            case Select select:
                var isSameEitherWay = run.AreSame(select.Then, select.Else) ? Branches : null;
                yield return (select with { Then = select.Else, Else = select.Then }, "select", isSameEitherWay);
                var comparison = select.Comparison == Comparison.Less ? Comparison.Equal : Comparison.Less;
                yield return (select with { Comparison = comparison }, "select", isSameEitherWay);
                var parts = select.Parts.ToArray();
                for (var i = 0; i < parts.Length; i++)
                {
                    foreach (var (part, kind, equivalence) in OfExpression(parts[i], run))
                    {
                        Expression Part(int j) => i == j ? part : parts[j];
                        var changed = new Select(select.Comparison, Part(0), Part(1), Part(2), Part(3));
                        yield return (changed, kind, i < 2 ? isSameEitherWay ?? equivalence : equivalence);
                    }
                }

                break;
        }
    }

    /// <summary>Neighbours of which the second reads what the first makes.</summary>
    private static IEnumerable<Mutation> OfOrder(TensorProgram program)
    {
        for (var i = 0; i + 1 < program.Loops.Length; i++)
        {
            Loop first = program.Loops[i], second = program.Loops[i + 1];
            if (Equals(first.Scan, second.Scan) && second.Reads.Any(read => read.Tensor.Equals(first.Output) && Meet(read.Index, first.Index)))
            {
                var position = i;
                var exchanged = program with { Loops = program.Loops.SetItem(i, second).SetItem(i + 1, first) };
                yield return new("order", () => $"loops {position} and {position + 1}", exchanged);
            }
        }
    }

    private static bool Meet(EquatableArray<Affine> read, EquatableArray<Affine> written)
        => read.Zip(written, (a, b) => a.Equals(b) || (a.Minimum <= b.Maximum && b.Minimum <= a.Maximum && !IsLater(a, b))).All(meet => meet);

    /// <summary>Whether one is the other and a constant: what is read then is another step's.</summary>
    private static bool IsLater(Affine a, Affine b) => (a - b).IsConstant;

    private static IEnumerable<Mutation> OfScans(TensorProgram program)
    {
        foreach (var scan in program.Loops.Select(loop => loop.Scan).OfType<Scan>().Distinct())
        {
            TensorProgram With(Func<Loop, Scan> change)
                => program with { Loops = [.. program.Loops.Select(loop => scan.Equals(loop.Scan) ? loop with { Scan = change(loop) } : loop)] };
            bool Recurs(Read read, Loop writer) => read.Tensor.Equals(writer.Output)
                && read.Index.Zip(writer.Index, (a, b) => a.CoefficientOf(scan.Time) != 0 && !a.Equals(b)).Any(other => other);
            var loops = program.Loops.Where(loop => scan.Equals(loop.Scan)).ToList();
            var recurs = loops.Any(reader => loops.Any(writer => reader.Reads.Any(read => Recurs(read, writer))));
            var equivalence = scan.Time.Extent == 1 ? NoPoint : recurs ? null : "no step reads another's values";
            var turned = scan with { IsReversed = !scan.IsReversed };
            yield return new("scan direction", () => $"scan {scan.Id}", With(_ => turned), equivalence);
            var last = loops[^1];
            foreach (var axis in loops.SelectMany(loop => loop.Axes).Where(axis => !axis.Equals(scan.Time)).Distinct())
            {
                var alone = loops.Count == 1 ? equivalence : null;
                yield return new("scan time", () => $"scan {scan.Id}, {axis.Name}", With(_ => scan with { Time = axis }), alone);
            }

            if (loops.Count > 1)
            {
                yield return new("scan", () => $"scan {scan.Id}", With(loop => ReferenceEquals(loop, last) ? turned : scan));
            }
        }
    }

    private static IEnumerable<Mutation> OfTensors(TensorProgram program)
    {
        foreach (var tensor in program.Tensors.Where(tensor => tensor.Rank > 0))
        {
            for (var dimension = 0; dimension < tensor.Rank; dimension++)
            {
                foreach (var change in new[] { -1, 1 })
                {
                    var other = tensor with { Dimensions = tensor.Dimensions.Select((extent, i) => i == dimension ? extent + change : extent).ToArray() };
                    if (program.Loops.Any(loop => loop.Output.Equals(tensor)) && program.Loops.Any(loop => loop.Reads.Any(read => read.Tensor.Equals(tensor))))
                    {
                        var loops = program.Loops.Select(loop => loop.Output.Equals(tensor) ? loop with { Output = other } : loop);
                        yield return new("dimension in one place", () => $"{tensor} as {other}", program with { Loops = [.. loops] });
                    }

                    yield return new("dimension", () => $"{tensor} as {other}", Replace(program, tensor, other));
                }
            }

            yield return new("lane axis", tensor.ToString, Replace(program, tensor, tensor with { LaneAxis = tensor.Rank }));
            var scope = tensor.Scope == Scope.Shared ? Scope.Example : Scope.Shared;
            yield return new("scope", tensor.ToString, Replace(program, tensor, tensor with { Scope = scope }));
        }
    }

    private static TensorProgram Replace(TensorProgram program, Tensor tensor, Tensor other)
    {
        Tensor Other(Tensor own) => own.Equals(tensor) ? other : own;
        Expression Rewrite(Expression expression) => expression is Read read ? new Read(Other(read.Tensor), read.Index) : expression.MapParts(Rewrite);
        return program with
        {
            Output = Other(program.Output),
            Losses = [.. program.Losses.Select(loss => loss with { Value = Other(loss.Value) })],
            Loops = [.. program.Loops.Select(loop => loop with
            {
                Output = Other(loop.Output),
                Body = Rewrite(loop.Body),
                Lookup = loop.Lookup is { } lookup ? lookup with { Index = (Read)Rewrite(lookup.Index) } : null,
            })],
        };
    }

    private static Loop Substitute(Loop loop, Axis axis, Axis other)
    {
        var replacements = new Dictionary<Axis, Affine> { [axis] = other };
        return loop with
        {
            Axes = loop.Axes.Select(own => own.Equals(axis) ? other : own).ToArray(),
            Index = loop.Index.Select(index => index.Substitute(replacements)).ToArray(),
            Body = loop.Body.Substitute(replacements),
            Lookup = loop.Lookup is { } lookup ? new(lookup.Axis.Equals(axis) ? other : lookup.Axis, (Read)lookup.Index.Substitute(replacements)) : null,
            Scan = loop.Scan is { } scan && scan.Time.Equals(axis) ? scan with { Time = other } : loop.Scan,
        };
    }

    private static bool HasOnePoint(Loop loop)
        => loop.ReductionAxes.All(axis => axis.Extent == 1 || axis.Equals(loop.Lookup?.Axis)) && Indexing.IsInjective(loop.Index)
            && (loop.Output.Scope == Scope.Example || loop.Reads.All(read => read.Tensor.Scope == Scope.Shared));

    /// <summary>Whether with the axis at a position some index is out of range wherever the other axes are.</summary>
    private static bool IsOutsideAt(Loop loop, Axis axis, int position)
    {
        var at = new Dictionary<Axis, Affine> { [axis] = position };
        bool IsOutside(Affine index, int extent) => index.Substitute(at) is var moved && (moved.Minimum >= extent || moved.Maximum < 0);
        return loop.Body.Reads.Select(read => (read.Tensor, read.Index)).Append((Tensor: loop.Output, loop.Index))
            .Any(access => access.Index.Where((index, i) => IsOutside(index, access.Tensor.Dimensions[i])).Any());
    }
}
