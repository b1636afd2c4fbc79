using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>Leaves out every loop whose output nobody reads and nobody asked for.</summary>
internal static class RemoveDead
{
    public static TensorProgram Apply(TensorProgram program, IEnumerable<Tensor> wanted)
    {
        var live = new HashSet<Tensor>(wanted);
        var kept = ImmutableArray.CreateBuilder<Loop>();
        foreach (var loop in program.Loops.Reverse())
        {
            if (!live.Contains(loop.Output))
            {
                continue;
            }

            kept.Add(loop);
            live.UnionWith(loop.Reads.Select(read => read.Tensor));
        }

        kept.Reverse();
        return program with { Loops = kept.ToImmutable() };
    }
}
