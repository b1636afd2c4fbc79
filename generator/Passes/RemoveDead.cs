using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>Leaves out every loop whose output nobody reads and nobody asked for.</summary>
internal static class RemoveDead
{
    public static TensorProgram Apply(TensorProgram program, IEnumerable<Tensor> wanted, CancellationToken cancellation)
    {
        var live = new HashSet<Tensor>(wanted);

        // In a scan a loop may read what only a later one writes, so one pass from the end is not enough.
        for (var size = -1; size != live.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            size = live.Count;
            foreach (var loop in program.Loops.Reverse().Where(loop => live.Contains(loop.Output)))
            {
                live.UnionWith(loop.Reads.Select(read => read.Tensor));
            }
        }

        return program with { Loops = program.Loops.RemoveAll(loop => !live.Contains(loop.Output)) };
    }
}
