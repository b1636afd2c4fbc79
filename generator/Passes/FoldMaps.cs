using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// Removes tensors that only rearrange or are used once: a copy (flatten, identity) or a one-hot code is folded into all its readers, a map into the one map that reads it.
/// </summary>
internal static class FoldMaps
{
    public static TensorProgram Apply(TensorProgram program, CancellationToken cancellation)
    {
        var loops = program.Loops.ToList();
        var builder = new ProgramBuilder(program.NextId);
        for (var i = 0; i < loops.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!IsFoldable(loops, i, program))
            {
                continue;
            }

            var readers = loops.Skip(i + 1).Where(loop => loop.Body.Reads.Any(read => read.Tensor.Equals(loops[i].Output))).ToList();
            var isFree = loops[i].Body is Read || RowsByIndex.IsOneHot(loops[i].Body);
            if (readers.Count == 0 || (!isFree && !(readers.Count == 1 && readers[0].Combine == Combine.Assign && readers[0].Points == loops[i].Points)))
            {
                continue;
            }

            var folded = readers.Select(reader => Substitution.Inline(loops[i], reader, builder)).ToList();
            if (folded.Any(loop => loop is null))
            {
                continue;
            }

            for (var j = 0; j < readers.Count; j++)
            {
                loops[loops.IndexOf(readers[j])] = folded[j]!;
            }

            loops.RemoveAt(i--);
        }

        return program with { Loops = [.. loops], NextId = builder.NextId };
    }

    private static bool IsFoldable(List<Loop> loops, int i, TensorProgram program)
    {
        var loop = loops[i];
        return loop is { Combine: Combine.Assign, Writing: Writing.Whole, Lookup: null, Output.Role: TensorRole.Intermediate }
            && loop.Output.Scope == Scope.Example
            && !loop.Output.Equals(program.Output) && !loop.Output.Equals(program.Loss)
            && Indexing.CoversOutput(loop)
            && loops.Count(other => other.Output.Equals(loop.Output)) == 1
            && !loops.Take(i + 1).Any(earlier => earlier.Reads.Any(read => read.Tensor.Equals(loop.Output)))
            && loops.SelectMany(other => other.Body.Reads).Where(read => read.Tensor.Equals(loop.Output)).All(Indexing.StaysInside)
            && !loops.Skip(i + 1).Any(later => loop.Body.Reads.Any(read => read.Tensor.Equals(later.Output)));
    }
}
