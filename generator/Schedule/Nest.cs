using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>One level of a loop nest.</summary>
/// <param name="Tile">How many neighbouring values of the axis the innermost code handles at once (vectors, for the lane axis).</param>
/// <param name="IsStatic">Every tile is written out with constant positions instead of a loop over tiles.</param>
/// <param name="IsLookup">The data gives the one position.</param>
internal sealed record Level(Axis Axis, bool IsReduction, int Tile, bool IsStatic = false, bool IsLookup = false);

/// <summary>A loop with its order, tiles and lanes chosen, addresses in place of indices.</summary>
/// <param name="Levels">From the outermost inwards; all output levels precede all reduction levels but the one of <see cref="AddsUpInMemory"/>.</param>
/// <param name="Lane">The axis whose neighbours share a vector, or null for scalar code.</param>
/// <param name="LaneReach">How far along the lane axis vectors may read and write: its extent, or more where the memory after it is padding.</param>
/// <param name="Addresses">Where each read finds its element.</param>
/// <param name="OutputAddress">Where the value goes.</param>
/// <param name="Guards">Conditions on a point that the ranges of the axes do not ensure.</param>
/// <param name="Repeated">Factors that are read through several references.</param>
/// <param name="Example">The axis that counts the examples of a block, if it is one of the axes.</param>
/// <param name="Blocked">Axes that were cut into blocks of which the last is partial.</param>
/// <param name="LaneRestReach">How far vectors may reach in that last block, where its positions go into the lanes.</param>
internal sealed record Nest(
    Loop Loop,
    ImmutableArray<Level> Levels,
    Axis? Lane,
    int LaneReach,
    ImmutableArray<(Read Read, Affine Address)> Addresses,
    Affine OutputAddress,
    ImmutableArray<Guard> Guards,
    ImmutableArray<RepeatedRead> Repeated,
    Axis? Example,
    ImmutableArray<BlockedAxis> Blocked,
    int LaneRestReach)
{
    /// <summary>The loops from the outermost inwards, each with its tiles, what lies in the lanes, and what is tested.</summary>
    public override string ToString()
    {
        var levels = Levels.Select(
            level => FormattableString.Invariant($"{(level.IsReduction ? "sum over " : "")}{level.Axis.Name} < {level.Axis.Extent} by {level.Tile}")
                + (level.IsStatic ? " written out" : level.IsLookup ? " as the data says" : ""));
        var guards = Guards.Select(guard => FormattableString.Invariant($"0 <= {guard.Value} < {guard.Extent}"));
        return $"{Loop.Comment}\n  loops: {string.Join("; ", levels)}\n  lanes: {Lane?.Name ?? "none"}"
            + (Guards.IsEmpty ? "" : $"\n  where {string.Join(" and ", guards)}");
    }

    /// <summary>Whether the lanes are summed up at the end because the output does not have their axis.</summary>
    public bool ReducesLanes => Lane is not null && !OutputAddress.Uses(Lane);

    /// <summary>The positions of a whole tile, or the terms that the innermost code adds to each of its sums.</summary>
    public int Tile(bool isReduction) => Levels.Where(level => level.IsReduction == isReduction).Aggregate(1, (product, level) => product * level.Tile);

    /// <summary>Sums that each of so many accumulators is divided into, so that additions need not wait for one another.</summary>
    public int Chains(int accumulators) => TileSearch.Chains(Loop, accumulators, Tile(isReduction: true));

    /// <summary>
    /// Whether a loop over blocks of the reduction stands outside of loops over the output, so that sums are left in memory between its blocks,
    /// and added to there.
    /// </summary>
    public bool AddsUpInMemory => Levels.TakeWhile(level => !level.IsReduction).Count() < Levels.Count(level => !level.IsReduction);
}
