using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Schedule;

/// <summary>Where each parameter lies in the flat buffer (and its gradient in the like one), and each constant in the constants' buffer.</summary>
/// <param name="Length">Floats in the flat buffer, padding included.</param>
internal sealed record ParameterPlan(
    ImmutableArray<Placement> Placements,
    ImmutableArray<int> Offsets,
    int Length,
    ImmutableArray<Placement> Constants,
    ImmutableDictionary<Tensor, int> ConstantOffsets,
    int ConstantsLength)
{
    /// <param name="loops">Those of all programs, which say how the parameters are gone through.</param>
    public static ParameterPlan Of(ImmutableArray<ParameterModel> parameters, IEnumerable<Tensor> constants, IEnumerable<Loop> loops)
    {
        var users = loops.SelectMany(loop => loop.Reads.Select(read => read.Tensor).Append(loop.Output)
            .Where(tensor => tensor.Traits.IsOfParameter).Select(tensor => tensor.Ordinal).Distinct().Select(ordinal => (ordinal, loop)))
            .ToLookup(entry => entry.ordinal, entry => entry.loop);
        var placements = parameters.Select(parameter => Place(parameter.Tensor, users[parameter.Tensor.Ordinal])).ToImmutableArray();
        var (offsets, length) = Concatenate(placements);
        var tables = constants.Select(Placement.FeaturesInLanes).ToImmutableArray();
        var (tableOffsets, tablesLength) = Concatenate(tables);
        return new(
            placements,
            offsets,
            length,
            tables,
            tables.Select((table, i) => (table.Tensor, tableOffsets[i])).ToImmutableDictionary(entry => entry.Tensor, entry => entry.Item2),
            tablesLength);
    }

    private static Placement Place(Tensor parameter, IEnumerable<Loop> users)
        => PanelChoice.Of(parameter, users) is { } panels ? Placement.InPanels(parameter, panels) : Placement.FeaturesInLanes(parameter);

    private static (ImmutableArray<int> Offsets, int End) Concatenate(ImmutableArray<Placement> placements)
    {
        var offsets = ImmutableArray.CreateBuilder<int>();
        var end = 0;
        foreach (var placement in placements)
        {
            offsets.Add(end);
            end = MemoryPlan.Align(checked(end + placement.Length));
        }

        return (offsets.ToImmutable(), end);
    }
}
