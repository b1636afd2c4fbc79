using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// Where a loop's expression contains what a map computes anyway, reads the map's output: the gradient of a bias sums the very values
/// that the gradient before it needs.
/// </summary>
internal static class ReuseMaps
{
    public static TensorProgram Apply(TensorProgram program, CancellationToken cancellation)
    {
        var loops = new ProgramIndex(program.Loops);
        var maps = loops.Entries.Where(entry => IsReusable(entry.Loop, loops)).Select(entry => (Entry: entry, Map: entry.Loop)).ToList();
        foreach (var (entry, map) in maps)
        {
            cancellation.ThrowIfCancellationRequested();

            // A map that reads another by now is no source.
            if (ReferenceEquals(entry.Loop, map))
            {
                Reuse(entry, loops);
            }
        }

        return program with { Loops = loops.Loops };
    }

    private static void Reuse(ProgramIndex.Entry own, ProgramIndex loops)
    {
        var map = own.Loop;
        ProgramIndex.Entry? first = null;
        foreach (var other in Candidates(map, loops))
        {
            // A reader before the map gets it moved there, which must not take it out of its scan.
            if (other == own || (other.Precedes(own) && !Equals(other.Loop.Scan, map.Scan)))
            {
                continue;
            }

            var body = other.Loop.Body.Replace(map.Body, new Read(map.Output, map.Index));
            if (!body.Equals(other.Loop.Body))
            {
                loops.Replace(other, other.Loop with { Body = body });
                first = first is null || other.Precedes(first) ? other : first;
            }
        }

        if (first?.Precedes(own) == true)
        {
            loops.MoveBefore(first, own);
        }
    }

    /// <summary>The loops that read all that the map reads: no others contain its body.</summary>
    private static List<ProgramIndex.Entry> Candidates(Loop map, ProgramIndex loops)
        => [.. map.Body.Reads.Select(read => loops.Readers(read.Tensor)).OrderBy(readers => readers.Count).First()];

    private static bool IsReusable(Loop loop, ProgramIndex loops)
        => loop is { Combine: Combine.Assign, Writing: Writing.Whole, Lookup: null, Body: not (Read or Constant or Position) }
            && loop.Output.Traits.IsPrivate
            && loop.Output.Scope == Scope.Example
            && loop.Body.Reads.Any()
            && loops.Writers(loop.Output).Count == 1;
}
