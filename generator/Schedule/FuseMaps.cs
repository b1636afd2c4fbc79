using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Passes;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// Joins a reduction with the map that alone reads its result: a cheap map (bias, relu, the derivative of a sigmoid) is applied to the accumulators before they
/// are stored, an expensive one (sigmoid, tanh) runs over each finished row while it is in the first-level cache.
/// </summary>
internal static class FuseMaps
{
    /// <summary>The units in order, each with its region.</summary>
    public static ImmutableArray<(Unit Unit, int Region)> Apply(TensorProgram program, CancellationToken cancellation)
    {
        var regions = Regions.Of(program);
        var units = program.Loops.Select(loop => (Unit?)new Unit([loop])).ToList();
        var writers = program.Loops.ToLookup(loop => loop.Output);
        var readersOf = Enumerable.Range(0, units.Count).SelectMany(
            i => program.Loops[i].Reads.Select(read => read.Tensor).Distinct().Select(tensor => (tensor, i))).ToLookup(entry => entry.tensor, entry => entry.i);
        for (var i = 0; i < units.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var reduction = program.Loops[i];
            var readers = readersOf[reduction.Output].Take(2).ToList();
            if (readers.Count == 1 && IsCandidate(reduction, program) && !writers[reduction.Output].Skip(1).Any()
                && regions[i] == regions[readers[0]] && units[readers[0]] is { Loops.Length: 1 } reader && units[i] is { Loops.Length: 1 }
                    && Join(reduction, reader.Last, program.NextId) is { } joined)
            {
                units[readers[0]] = joined;
                units[i] = null;
            }
        }

        return [.. Enumerable.Range(0, units.Count).Where(i => units[i] is not null).Select(i => (units[i]!, regions[i]))];
    }

    private static bool IsCandidate(Loop reduction, TensorProgram program)
        => reduction is
        {
            Combine: Combine.Sum
            or Combine.Maximum, Writing: Writing.Whole, Lookup: null, Output: { Role: TensorRole.Intermediate, Scope: Scope.Example }
        }
            && !program.IsResult(reduction.Output);

    private static Unit? Join(Loop reduction, Loop map, int nextId)
    {
        if (map.Combine != Combine.Assign || map.Writing != Writing.Whole || map.Lookup is not null || !Equals(map.Scan, reduction.Scan)
            || map.Finish is not null || !map.Output.Dimensions.Equals(reduction.Output.Dimensions)
                || map.Output.LaneAxis != reduction.Output.LaneAxis || !Indexing.CoversOutput(map)
                || map.Index.Any(index => index.Terms.Length > 1 || index.Constant != 0)
                || map.Reads.Any(read => read.Tensor.Equals(reduction.Output) && !read.Index.Equals(map.Index)))
        {
            return null;
        }

        var read = map.Reads.First(read => read.Tensor.Equals(reduction.Output));
        if (Cost.IsExpensive(map.Body) || (!Derivative.IsZero(map.Body.Replace(read, 0)) && Overlap.LeavesGaps(reduction, new ProgramBuilder(nextId))))
        {
            // Where nothing is summed up there are no accumulators, but the map may make more than 0 of 0: a bias, where a whole window is padding.
            return new Unit([reduction, map], SharedDimension(reduction, map));
        }

        var bindings = new Dictionary<Axis, Affine>();
        for (var i = 0; i < map.Index.Count; i++)
        {
            if (map.Index[i].Terms.Length == 1)
            {
                bindings[map.Index[i].Terms[0].Axis] = reduction.Index[i];
            }
        }

        return new Unit([reduction with { Output = map.Output, Finish = map.Body.Replace(read, new Total()).Substitute(bindings), Comment =
            $"{map.Comment}; {reduction.Comment}" }])
        {
            InRegisters = [reduction.Output],
        };
    }

    /// <summary>The rows of an image; -1 where there are none or where the reduction writes them out of order.</summary>
    private static int SharedDimension(Loop reduction, Loop map)
    {
        if (reduction.Output.Rank != 3 || reduction.Scan is not null)
        {
            return -1;
        }

        var row = reduction.Output.LaneAxis == 0 ? 1 : 0;
        var isSimple = reduction.Index[row] is { Constant: 0, Terms: [{ Coefficient: 1 }] } index && index.Terms[0].Axis.Extent > 1
            && map.Index[row].Terms.Length == 1
            && !reduction.Index.Where((_, i) => i != row).Any(other => other.Uses(index.Terms[0].Axis));
        return isSimple && reduction.Index.All(Indexing.IsInjective) ? row : -1;
    }
}
