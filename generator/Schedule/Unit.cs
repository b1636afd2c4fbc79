using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>What becomes one kernel.</summary>
/// <param name="Loops">One loop, or a reduction and the map that follows it.</param>
/// <param name="SharedDimension">The dimension of the two loops' outputs that one enclosing loop goes through,
/// so that the map finds its rows in the first cache; or -1.</param>
internal sealed record Unit(ImmutableArray<Loop> Loops, int SharedDimension = -1)
{
    /// <summary>Tensors that exist only in registers: the reductions that the loops finish.</summary>
    public ImmutableArray<Tensor> InRegisters { get; init; } = [];

    public Loop Last => Loops[Loops.Length - 1];

    /// <summary>All tensors that the kernel computes, in order.</summary>
    public IEnumerable<Tensor> Computed => InRegisters.Concat(Loops.Select(loop => loop.Output));

    public Scan? Scan => Last.Scan;

    /// <summary>Tensors that exist only between the loops of this unit and lie where its output lies.</summary>
    public IEnumerable<Tensor> InPlace => Loops.Take(Loops.Length - 1).Select(loop => loop.Output);

    /// <summary>What the kernel gets references to.</summary>
    public IEnumerable<Tensor> Tensors => Inputs.Append(Last.Output);

    public IEnumerable<Tensor> Inputs => Loops.SelectMany(loop => loop.Reads).Select(read => read.Tensor).Where(tensor => !InPlace.Contains(tensor)).Distinct();

    /// <summary>By value: purposes share most of their loops.</summary>
    public bool Equals(Unit? other) => other is not null && SharedDimension == other.SharedDimension && Loops.AsSpan().SequenceEqual(other.Loops.AsSpan());

    public override int GetHashCode() => Last.Output.GetHashCode();
}
