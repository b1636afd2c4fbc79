using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// Differentiation makes every gradient a sum of what its writers add. This decides how each of them writes: one alone makes the whole, writers of separate
/// parts make their parts, and only the rest add to memory that holds something, cleared beforehand where nothing else begins the sum.
/// </summary>
internal static class SumWriters
{
    public static TensorProgram Apply(TensorProgram program, IEnumerable<Tensor> sums, CancellationToken cancellation)
    {
        var loops = program.Loops.ToList();
        var builder = new ProgramBuilder(program.NextId);
        foreach (var sum in sums.OrderBy(tensor => tensor.Id))
        {
            cancellation.ThrowIfCancellationRequested();
            var writers = Enumerable.Range(0, loops.Count).Where(i => loops[i].Output.Equals(sum)).ToList();
            if (writers.Count == 0)
            {
                continue;
            }

            var first = loops[writers[0]];
            var areSeparate = AreSeparate(writers, loops);
            var isClearedBefore = writers.Count > 1 && !(areSeparate && Cover(writers, loops)) && first.Scan is not null;
            for (var i = 0; i < writers.Count; i++)
            {
                var writing = writers.Count == 1 ? Writing.Whole
                    : areSeparate ? (i == 0 && !isClearedBefore && !Cover(writers, loops) ? Writing.Whole : Writing.Part)
                    : i == 0 && !isClearedBefore ? Writing.Whole : Writing.Add;
                loops[writers[i]] = loops[writers[i]] with { Writing = writing };
            }

            if (isClearedBefore)
            {
                loops.Insert(StartOfScan(writers[0], loops), Clear(sum, builder));
            }
        }

        return program with { Loops = [.. loops], NextId = builder.NextId };
    }

    /// <summary>A loop that makes all elements 0.</summary>
    public static Loop Clear(Tensor tensor, ProgramBuilder builder, string? comment = null)
    {
        var axes = builder.Axes(tensor.Dimensions);
        return new(tensor, axes.Select(axis => (Affine)axis).ToArray(), axes, Combine.Assign, 0, comment ?? $"{tensor.Name} starts from 0");
    }

    private static int StartOfScan(int position, List<Loop> loops)
    {
        while (position > 0 && loops[position].Scan!.Equals(loops[position - 1].Scan))
        {
            position--;
        }

        return position;
    }

    /// <summary>Whether no two of the loops write the same element: in some dimension their ranges are apart.</summary>
    private static bool AreSeparate(List<int> writers, List<Loop> loops)
        => writers.All(i => writers.All(j => i >= j || loops[i].Index.Zip(loops[j].Index, (a, b) => a.Maximum < b.Minimum || b.Maximum < a.Minimum).Any(apart => apart)));

    /// <summary>Whether separate loops together reach every element.</summary>
    private static bool Cover(List<int> writers, List<Loop> loops)
    {
        var sum = loops[writers[0]].Output;
        return writers.All(i => Indexing.IsInjective(loops[i].Index) && Indexing.StaysInside(sum, loops[i].Index) && loops[i].Body.Reads.All(Indexing.StaysInside) && loops[i].Lookup is null)
            && writers.Sum(i => loops[i].Index.Aggregate(1L, (points, index) => index.Terms.Aggregate(points, (product, term) => product * term.Axis.Extent))) == sum.Size;
    }
}
