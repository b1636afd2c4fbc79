using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>A loop together with conditions that its indices do not show.</summary>
/// <param name="Guarded">What must be at least 0, and below the one of <paramref name="Extents"/> in the same place, for a point to count.</param>
internal sealed record GuardedLoop(Loop Loop, EquatableArray<Affine> Guarded, EquatableArray<int> Extents)
{
    /// <summary>A loop without further conditions.</summary>
    public GuardedLoop(Loop loop)
        : this(loop, EquatableArray<Affine>.Empty, EquatableArray<int>.Empty)
    {
    }
}

/// <summary>
/// Turns loops that add to overlapping elements (the gradient of a convolution's or a pool's input writes to <c>[s * y + d * k - p]</c>) into loops over the
/// elements themselves, each gathering what it gets: <c>i = s * y + d * k - p</c> is solved for y.
/// With a stride s above 1 there is one such loop for each remainder of i.
/// </summary>
internal static class Overlap
{
    /// <summary>
    /// Loops with injective output indices that together do what <paramref name="loop"/> does; elements without contributions are in none of them.
    /// </summary>
    public static IEnumerable<GuardedLoop> Resolve(Loop loop, ProgramBuilder builder)
    {
        IEnumerable<GuardedLoop> loops = [new(loop)];
        if (loop.Combine == Combine.Assign)
        {
            return loops;
        }

        for (var i = 0; i < loop.Index.Count; i++)
        {
            var dimension = i;
            loops = loops.SelectMany(part => WritesEachOnce(part.Loop, dimension) ? [part] : Solve(part, dimension, builder)).ToList();
        }

        return loops;
    }

    /// <summary>Whether some elements of the output get no contribution from any of these loops, so that it must be cleared first.</summary>
    public static bool LeavesGaps(Loop loop, ProgramBuilder builder)
    {
        if (loop.Lookup is { } lookup && (loop.Index.Any(index => index.Uses(lookup.Axis)) || loop.Lookup.Index.Tensor.Role != TensorRole.Input))
        {
            return true;
        }

        if (loop.Combine == Combine.Assign)
        {
            return !Indexing.CoversOutput(loop);
        }

        var parts = Resolve(loop, builder).ToList();
        return parts.Sum(part => Indexing.Points(part.Loop.Index)) != loop.Output.Size
            || parts.Any(part => !Indexing.StaysInside(part.Loop.Output, part.Loop.Index) || HasOutputGuard(part));
    }

    private static bool HasOutputGuard(GuardedLoop part)
    {
        var reductions = part.Loop.ReductionAxes.ToList();
        return part.Loop.Body.Reads
            .SelectMany(read => read.Index.Select((index, i) => (index, read.Tensor.Dimensions[i])))
            .Concat(part.Guarded.Select((value, i) => (value, part.Extents[i])))
            .Any(guard => Guard.Holds(guard.Item1, guard.Item2) != true
                && !guard.Item1.Terms.Any(term => reductions.Contains(term.Axis) && term.Axis.Extent > 1));
    }

    /// <summary>
    /// Whether the index stays inside its dimension and never comes back to an element: padding makes it start below 0 even where windows do not overlap.
    /// </summary>
    private static bool WritesEachOnce(Loop loop, int dimension)
    {
        var index = loop.Index[dimension];
        return Indexing.IsInjective(index) && index.Minimum >= 0 && index.Maximum < loop.Output.Dimensions[dimension];
    }

    private static IEnumerable<GuardedLoop> Solve(GuardedLoop part, int dimension, ProgramBuilder builder)
    {
        var index = part.Loop.Index[dimension];
        var extent = part.Loop.Output.Dimensions[dimension];
        var (position, stride) = index.Terms.OrderByDescending(term => term.Axis.Extent).First();
        var rest = index - (position * stride);
        if (stride == 1)
        {
            var element = builder.Axis(position.Name, extent);
            yield return Replace(part, dimension, element, element, new() { [position] = element - rest }, position);
            yield break;
        }

        if (rest.Terms.Length == 0)
        {
            // A window of one element: a single remainder gets anything.
            var only = Modulo(rest.Constant, stride);
            if (only < extent)
            {
                var multiple = builder.Axis(position.Name, (extent - only + stride - 1) / stride);
                yield return Replace(
                    part, dimension, multiple, (multiple * stride) + only, new() { [position] = multiple + ((only - rest.Constant) / stride) }, position);
            }

            yield break;
        }

        if (rest.Terms.Length != 1)
        {
            throw new NotSupportedException($"The index {index} of {part.Loop.Output} combines more than two axes with a stride.");
        }

        var (tap, dilation) = rest.Terms[0];
        var step = stride / Integers.GreatestCommonDivisor(stride, dilation);
        for (var remainder = 0; remainder < Math.Min(stride, extent); remainder++)
        {
            // Taps k that reach elements with this remainder: dilation * k = remainder - constant (mod stride).
            var first = Enumerable.Range(0, Math.Min(step, tap.Extent)).Where(k => Modulo(remainder - rest.Constant - (dilation * k), stride) == 0)
                .Select(k => (int?)k).FirstOrDefault();
            if (first is not int start)
            {
                continue;
            }

            var quotient = builder.Axis(position.Name, (extent - remainder + stride - 1) / stride);
            var fewer = builder.Axis(tap.Name, (tap.Extent - start + step - 1) / step);
            var tapValue = (fewer * step) + start;
            var positionValue = quotient + ((remainder - rest.Constant - (dilation * start)) / stride) - (fewer * (dilation * step / stride));
            yield return Replace(
                part, dimension, quotient, (quotient * stride) + remainder, new() { [position] = positionValue, [tap] = tapValue }, position, fewer);
        }
    }

    private static GuardedLoop Replace(
        GuardedLoop part, int dimension, Axis element, Affine written, Dictionary<Axis, Affine> replacements, Axis position, Axis? fewer = null)
    {
        var loop = part.Loop;
        var index = loop.Index.Select((affine, i) => i == dimension ? written : affine.Substitute(replacements)).ToArray();
        var axes = loop.Axes.Select(axis => axis.Equals(position) ? element : fewer is not null && replacements.ContainsKey(axis) ? fewer : axis).ToArray();
        return new(
            loop with { Index = index, Axes = axes, Body = loop.Body.Substitute(replacements), Finish = loop.Finish?.Substitute(replacements) },
            part.Guarded.Select(guard => guard.Substitute(replacements)).Append(replacements[position]).ToArray(),
            part.Extents.Append(position.Extent).ToArray());
    }

    private static int Modulo(int value, int modulus) => ((value % modulus) + modulus) % modulus;
}
