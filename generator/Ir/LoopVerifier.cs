
namespace StaticNets.Generator.Ir;

/// <summary>Looks for what no loop of a valid program is, whatever the other loops are.</summary>
internal static class LoopVerifier
{
    public static IEnumerable<string> Faults(Loop loop)
    {
        if (!loop.Output.Traits.IsWritten)
        {
            yield return $"its output is {loop.Output.Role}, which no loop may write to";
        }

        foreach (var (tensor, index) in loop.Accesses.Where(access => access.Index.Count != access.Tensor.Rank))
        {
            yield return FormattableString.Invariant($"{tensor} has an index of {index.Count}");
        }

        foreach (var fault in FaultsOfAxes(loop).Concat(FaultsOfExpressions(loop)).Concat(FaultsOfCombining(loop)).Concat(FaultsOfLookup(loop)))
        {
            yield return fault;
        }
    }

    /// <summary>Every axis that an index or expression of the loop mentions, as often as it does.</summary>
    public static IEnumerable<Axis> AxesUsed(Loop loop) => loop.Accesses.SelectMany(access => access.Index)
        .Concat(loop.Positions)
        .SelectMany(affine => affine.Terms).Select(term => term.Axis)
        .Concat(loop.Lookup is null ? [] : [loop.Lookup.Axis]);

    /// <summary>The elements, in row-major order, that the axes of the output's index reach.</summary>
    public static IEnumerable<int> Elements(Loop loop) => Elements(loop, loop.Axes.Where(axis => loop.Index.Any(index => index.Uses(axis))).ToArray(), []);

    /// <summary>The elements to which a point contributes, one at which nothing is read out of range; each comes once at least.</summary>
    public static IEnumerable<int> ElementsWithContributions(Loop loop)
        => loop.Body.Reads.All(Indexing.StaysInside) ? Elements(loop) : Elements(loop, [.. loop.Axes], [.. loop.Body.Reads]);

    private static IEnumerable<int> Elements(Loop loop, Axis[] axes, Read[] reads)
    {
        var at = new int[axes.Length];
        while (true)
        {
            var element = ElementAt(loop.Output, loop.Index);
            if (element >= 0 && reads.All(read => ElementAt(read.Tensor, read.Index) >= 0))
            {
                yield return element;
            }

            var last = axes.Length - 1;
            while (last >= 0 && ++at[last] == axes[last].Extent)
            {
                at[last--] = 0;
            }

            if (last < 0)
            {
                yield break;
            }
        }

        // In row-major order, or -1 where an index is out of range.
        int ElementAt(Tensor tensor, EquatableArray<Affine> index)
        {
            var element = 0;
            for (var i = 0; i < index.Count && element >= 0; i++)
            {
                var position = index[i].Constant;
                for (var j = 0; j < axes.Length; j++)
                {
                    position += index[i].CoefficientOf(axes[j]) * at[j];
                }

                element = position < 0 || position >= tensor.Dimensions[i] ? -1 : (element * tensor.Dimensions[i]) + position;
            }

            return element;
        }
    }

    private static IEnumerable<string> FaultsOfAxes(Loop loop)
    {
        var declared = new HashSet<Axis>();
        foreach (var axis in loop.Axes)
        {
            if (!declared.Add(axis))
            {
                yield return $"the axis {axis.Name} is declared twice";
            }

            if (axis.Extent < 1)
            {
                yield return $"the axis {axis.Name} has no positions";
            }
        }

        foreach (var axis in AxesUsed(loop).Where(axis => !declared.Contains(axis)).Distinct())
        {
            yield return $"the axis {axis.Name} is not declared";
        }

        if (loop.Scan is { Time.Extent: > 1 } scan && !declared.Contains(scan.Time))
        {
            yield return $"it is part of a scan, but has not the axis of its time, {scan.Time.Name}";
        }
    }

    private static IEnumerable<string> FaultsOfExpressions(Loop loop)
    {
        if (Mentions(loop.Body))
        {
            yield return "its body mentions the total, which there is only after it";
        }

        if (loop.Finish is { } finish)
        {
            if (!Mentions(finish))
            {
                yield return "what follows its body does not mention the total";
            }

            if (finish.Reads.SelectMany(read => read.Index).Concat(finish.Positions).SelectMany(affine => affine.Terms)
                .Any(term => !loop.Index.Any(index => index.Uses(term.Axis))))
            {
                yield return "what follows its body mentions an axis that is summed over";
            }
        }
    }

    private static bool Mentions(Expression expression) => expression is Total || expression.Parts.Any(Mentions);

    private static IEnumerable<string> FaultsOfCombining(Loop loop)
    {
        if (loop.Combine is Combine.Maximum or Combine.ArgMaximum && loop.Writing == Writing.Add)
        {
            yield return "a maximum cannot be added to what is there";
        }

        if (loop.Combine != Combine.Sum && loop.Output.Scope == Scope.Shared && loop.Reads.Any(read => read.Tensor.Scope == Scope.Example))
        {
            yield return "only a sum can make one value of those of all examples";
        }

        if (loop.Output.Traits.MayAccumulate && loop.Body is not Constant && loop.Reads.All(read => read.Tensor.Scope == Scope.Shared))
        {
            yield return "every block would add what is the same for all examples";
        }

        if (loop.Combine == Combine.Assign && !HasOnePoint(loop))
        {
            yield return "several of its points assign the same element";
        }
    }

    /// <summary>Whether no element of the output has two points, by the indices or, where they do not show it, by going through them.</summary>
    private static bool HasOnePoint(Loop loop)
    {
        if (loop.ReductionAxes.Any(axis => axis.Extent > 1 && !axis.Equals(loop.Lookup?.Axis)))
        {
            return false;
        }

        return Indexing.IsInjective(loop.Index) || new HashSet<int>() is var seen && Elements(loop).All(seen.Add);
    }

    private static IEnumerable<string> FaultsOfLookup(Loop loop)
    {
        if (loop.Lookup is not { } lookup)
        {
            yield break;
        }

        if (lookup.Index.Index.Any(index => index.Uses(lookup.Axis)))
        {
            yield return "what is looked up depends on where it is found";
        }

        if (!loop.Accesses.Any(access => access.Index.Any(index => index.Uses(lookup.Axis))))
        {
            yield return "nothing mentions the axis that is looked up";
        }

        if (lookup.Axis.Equals(loop.Scan?.Time))
        {
            yield return "the axis that is looked up is that of time";
        }
    }
}
