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
        var loops = new ProgramIndex(program.Loops);
        var builder = new ProgramBuilder(program.NextId);
        foreach (var sum in sums.OrderBy(tensor => tensor.Id))
        {
            cancellation.ThrowIfCancellationRequested();
            var writers = loops.Writers(sum).OrderBy(entry => entry.Order).ToList();
            if (writers.Count == 0)
            {
                continue;
            }

            var first = writers[0];
            var adders = writers.Select(entry => entry.Loop).ToList();
            var areSeparate = AreSeparate(adders);
            var isClearedBefore = writers.Count > 1 && !(areSeparate && Cover(adders)) && first.Loop.Scan is not null;
            for (var i = 0; i < writers.Count; i++)
            {
                var writing = writers.Count == 1 ? Writing.Whole
                    : areSeparate ? (i == 0 && !isClearedBefore && !Cover(adders) ? Writing.Whole : Writing.Part)
                    : i == 0 && !isClearedBefore ? Writing.Whole : Writing.Add;
                loops.Replace(writers[i], writers[i].Loop with { Writing = writing });
            }

            if (isClearedBefore)
            {
                loops.InsertBefore(loops.StartOfScan(first), Clear(sum, builder));
            }
        }

        return program with { Loops = loops.Loops, NextId = builder.NextId };
    }

    /// <summary>A loop that makes all elements 0.</summary>
    public static Loop Clear(Tensor tensor, ProgramBuilder builder, string? comment = null)
    {
        var axes = builder.Axes(tensor.Dimensions);
        return new(tensor, axes.Select(axis => (Affine)axis).ToArray(), axes, Combine.Assign, 0, comment ?? $"{tensor.Name} starts from 0");
    }

    /// <summary>Whether no two of the loops write the same element: in some dimension their ranges are apart.</summary>
    private static bool AreSeparate(List<Loop> writers)
        => writers.Select((writer, i) =>
            writers.Skip(i + 1).All(other => writer.Index.Zip(other.Index, (a, b) => a.Maximum < b.Minimum || b.Maximum < a.Minimum).Any(apart => apart))).All(
            separate => separate);

    /// <summary>Whether separate loops together reach every element.</summary>
    private static bool Cover(List<Loop> writers)
    {
        var sum = writers[0].Output;
        return writers.All(loop =>
            Indexing.IsInjective(loop.Index) && Indexing.StaysInside(sum, loop.Index) && loop.Body.Reads.All(Indexing.StaysInside) && loop.Lookup is null)
            && writers.Sum(loop => Indexing.Points(loop.Index)) == sum.Size;
    }
}
