using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// Removes tensors that only rearrange or are used once: a copy (flatten, identity) or a one-hot code is folded into all its readers,
/// a map into the one map that reads it.
/// </summary>
internal static class FoldMaps
{
    public static TensorProgram Apply(TensorProgram program, CancellationToken cancellation)
    {
        var loops = new ProgramIndex(program.Loops);
        var builder = new ProgramBuilder(program.NextId);
        foreach (var entry in loops.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            var loop = entry.Loop;
            if (!IsFoldable(loop, program) || !IsFoldable(entry, loops))
            {
                continue;
            }

            var readers = loops.Readers(loop.Output).OrderBy(reader => reader.Order).ToList();
            var isFree = loop.Body is Read || RowsByIndex.IsOneHot(loop.Body);
            if (readers.Count == 0 || (!isFree && !(readers.Count == 1 && readers[0].Loop.Combine == Combine.Assign && readers[0].Loop.Points == loop.Points)))
            {
                continue;
            }

            var folded = readers.Select(reader => Substitution.Inline(loop, reader.Loop, builder)).ToList();
            if (folded.Any(result => result is null || !result.Body.Reads.All(Indexing.CanBeWritten)))
            {
                continue;
            }

            for (var j = 0; j < readers.Count; j++)
            {
                loops.Replace(readers[j], folded[j]!);
            }

            loops.Remove(entry);
        }

        return program with { Loops = loops.Loops, NextId = builder.NextId };
    }

    private static bool IsFoldable(Loop loop, TensorProgram program)
        => loop is { Combine: Combine.Assign, Writing: Writing.Whole, Lookup: null, Output.Role: TensorRole.Intermediate }
            && loop.Output.Scope == Scope.Example
            && !program.IsResult(loop.Output)
            && Indexing.CoversOutput(loop);

    /// <summary>Whether nothing else writes the output, all that read it come later and stay inside, and nothing that the map reads changes later.</summary>
    private static bool IsFoldable(ProgramIndex.Entry entry, ProgramIndex loops)
        => loops.Writers(entry.Loop.Output).Count == 1
            && loops.Readers(entry.Loop.Output).All(reader => entry.Precedes(reader)
                && reader.Loop.Body.Reads.Where(read => read.Tensor.Equals(entry.Loop.Output)).All(Indexing.StaysInside))
            && !entry.Loop.Body.Reads.Any(read => loops.Writers(read.Tensor).Any(entry.Precedes));
}
