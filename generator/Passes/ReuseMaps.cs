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
        var loops = program.Loops.ToList();
        foreach (var map in program.Loops.Where(loop => IsReusable(loop, program)))
        {
            cancellation.ThrowIfCancellationRequested();

            // A map that reads another by now is no source.
            var own = loops.FindIndex(loop => ReferenceEquals(loop, map));
            if (own < 0)
            {
                continue;
            }

            var first = -1;
            for (var i = 0; i < loops.Count; i++)
            {
                // A reader before the map gets it moved there, which must not take it out of its scan.
                if (ReferenceEquals(loops[i], map) || (i < own && !Equals(loops[i].Scan, map.Scan)))
                {
                    continue;
                }

                var body = loops[i].Body.Replace(map.Body, new Read(map.Output, map.Index));
                if (!body.Equals(loops[i].Body))
                {
                    loops[i] = loops[i] with { Body = body };
                    first = first < 0 ? i : first;
                }
            }

            if (first >= 0 && first < own)
            {
                loops.RemoveAt(own);
                loops.Insert(first, map);
            }
        }

        return program with { Loops = [.. loops] };
    }

    private static bool IsReusable(Loop loop, TensorProgram program)
        => loop is { Combine: Combine.Assign, Writing: Writing.Whole, Lookup: null, Body: not (Read or Constant or Position) }
            && loop.Output.Role == TensorRole.Intermediate
            && loop.Output.Scope == Scope.Example
            && loop.Body.Reads.Any()
            && program.Loops.Count(other => other.Output.Equals(loop.Output)) == 1;
}
