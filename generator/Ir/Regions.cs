namespace StaticNets.Generator.Ir;

/// <summary>
/// Cuts a program where something is summed up over the whole batch: what reads such a sum cannot begin before all blocks of the batch have added to it. So a
/// program is a list of regions, each of which all blocks go through before the first of them begins the next. Most programs are one region.
/// </summary>
internal static class Regions
{
    /// <summary>The region of each loop, the first that it can be in; loops of a scan are together.</summary>
    public static int[] Of(TensorProgram program)
    {
        var regions = new int[program.Loops.Length];
        var written = new Dictionary<Tensor, int>();
        for (int first = 0, end; first < regions.Length; first = end)
        {
            end = program.EndOfScan(first);
            var loops = program.Loops.AsSpan().Slice(first, end - first).ToArray();
            var region = loops.SelectMany(loop => loop.Reads.Select(read => RegionOf(read.Tensor) + (read.Tensor.Role == TensorRole.BatchSum ? 1 : 0))
                .Append(RegionOf(loop.Output))).Max();
            for (var i = first; i < end; i++)
            {
                regions[i] = region;
                written[program.Loops[i].Output] = region;
            }
        }

        return regions;

        // Of the last loop so far that writes the tensor.
        int RegionOf(Tensor tensor) => written.TryGetValue(tensor, out var region) ? region : 0;
    }
}
