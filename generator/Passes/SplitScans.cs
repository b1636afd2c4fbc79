using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// Takes out of a scan what does not take part in the recurrence. Loops that depend on one another through earlier steps stay together; all others need not
/// wait from step to step and run once over all steps, before (the projections of the inputs) or after (the gradients of the weights). This is loop
/// distribution over strongly connected components (Kennedy and Allen 2001, section 2.4).
/// </summary>
internal static class SplitScans
{
    public static TensorProgram Apply(TensorProgram program, CancellationToken cancellation)
    {
        var builder = new ProgramBuilder(program.NextId);
        var loops = ImmutableArray.CreateBuilder<Loop>();
        for (int first = 0, end; first < program.Loops.Length; first = end)
        {
            cancellation.ThrowIfCancellationRequested();
            end = program.EndOfScan(first);
            var together = program.Loops.Skip(first).Take(end - first).ToArray();
            loops.AddRange(together[0].Scan is { } scan ? Split(together, scan, builder, cancellation) : together);
        }

        return program with { Loops = loops.ToImmutable(), NextId = builder.NextId };
    }

    private static IEnumerable<Loop> Split(Loop[] loops, Scan scan, ProgramBuilder builder, CancellationToken cancellation)
    {
        if (scan.Time.Extent == 1)
        {
            return loops.Select(loop => loop with { Scan = null });
        }

        return Groups(loops, scan, builder, cancellation);
    }

    private static IEnumerable<Loop> Groups(Loop[] loops, Scan scan, ProgramBuilder builder, CancellationToken cancellation)
    {
        var reaches = Closure(loops, cancellation);
        var isPlaced = new bool[loops.Length];
        while (isPlaced.Contains(false))
        {
            // The first group that waits for none of the others that are left.
            var leader = Enumerable.Range(0, loops.Length).First(i => !isPlaced[i]
                && Enumerable.Range(0, loops.Length).All(j => isPlaced[j] || !reaches[j, i] || reaches[i, j]));
            var group = Enumerable.Range(0, loops.Length).Where(i => i == leader || (reaches[leader, i] && reaches[i, leader])).ToList();
            var own = reaches[leader, leader] ? scan with { Id = builder.TakeId() } : null;
            foreach (var i in group)
            {
                isPlaced[i] = true;
                yield return loops[i] with { Scan = own };
            }
        }
    }

    /// <summary>Whether one loop's output goes, over any number of loops, into another's.</summary>
    private static bool[,] Closure(Loop[] loops, CancellationToken cancellation)
    {
        var count = loops.Length;
        var reaches = new bool[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                reaches[i, j] = loops[j].Reads.Any(read => read.Tensor.Equals(loops[i].Output));
            }
        }

        for (var k = 0; k < count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                {
                    reaches[i, j] |= reaches[i, k] && reaches[k, j];
                }
            }
        }

        return reaches;
    }
}
