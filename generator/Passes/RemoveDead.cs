using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>Leaves out every loop whose output nobody reads and nobody asked for.</summary>
internal static class RemoveDead
{
    public static TensorProgram Apply(TensorProgram program, IEnumerable<Tensor> wanted, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var writers = program.Loops.ToLookup(loop => loop.Output);
        var live = new HashSet<Tensor>(wanted);
        var open = new Stack<Tensor>(live);
        while (open.Count > 0)
        {
            foreach (var read in writers[open.Pop()].SelectMany(loop => loop.Reads).Where(read => live.Add(read.Tensor)))
            {
                open.Push(read.Tensor);
            }
        }

        return program with
        {
            Loops = program.Loops.RemoveAll(loop => !live.Contains(loop.Output)),
            Losses = program.Losses.RemoveAll(loss => !live.Contains(loss.Value)),
        };
    }
}
