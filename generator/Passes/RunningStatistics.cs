using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// The program for inference: what training takes from the whole batch is read from the buffers that have its average over batches
/// (Ioffe and Szegedy 2015).
/// </summary>
internal static class RunningStatistics
{
    public static TensorProgram Apply(TensorProgram program, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return program with
        {
            Loops = [.. program.Loops.Select(loop => loop.MapReads(read => read.Tensor.Running is { } running ? new Read(running, read.Index) : read))],
        };
    }
}
