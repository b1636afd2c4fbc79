using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Schedule;

/// <summary>Where each parameter lies in the flat buffer (and its gradient in the like one), and each constant in the constants' buffer.</summary>
/// <param name="TrainedLength">Floats of trained parameters, padding included, which come first.</param>
/// <param name="Length">Floats in the flat buffer, padding included.</param>
/// <param name="BatchSums">What the like buffer of gradients has behind these.</param>
internal sealed record ParameterPlan(
    ImmutableArray<Placement> Placements,
    ImmutableArray<int> Offsets,
    int TrainedLength,
    int Length,
    BatchSumPlan BatchSums,
    ImmutableArray<Placement> Constants,
    ImmutableDictionary<Tensor, int> ConstantOffsets,
    int ConstantsLength)
{
    /// <param name="loops">Those of all programs, which say how the parameters are gone through.</param>
    /// <param name="training">The program that sums over batches.</param>
    public static ParameterPlan Of(ImmutableArray<ParameterModel> parameters, IEnumerable<Tensor> constants, IEnumerable<Loop> loops, TensorProgram training)
    {
        var users = loops.SelectMany(loop => loop.Reads.Select(read => read.Tensor).Append(loop.Output)
            .Where(tensor => tensor.Traits.IsOfParameter).Select(tensor => tensor.Ordinal).Distinct().Select(ordinal => (ordinal, loop)))
            .ToLookup(entry => entry.ordinal, entry => entry.loop);
        var placements = parameters.Select(parameter => Place(parameter.Tensor, users[parameter.Tensor.Ordinal])).ToImmutableArray();
        List<int> order = [.. Enumerable.Range(0, parameters.Length).OrderBy(i => !parameters[i].IsTrained)];
        var (inOrder, length) = Concatenate(order.Select(i => placements[i]));
        var offsets = Enumerable.Range(0, parameters.Length).Select(i => inOrder[order.IndexOf(i)]).ToImmutableArray();
        var buffers = Enumerable.Range(0, parameters.Length).Where(i => !parameters[i].IsTrained).Select(i => offsets[i]);
        var tables = constants.Select(Placement.FeaturesInLanes).ToImmutableArray();
        var (tableOffsets, tablesLength) = Concatenate(tables);
        return new(
            placements,
            offsets,
            buffers.Append(length).Min(),
            length,
            BatchSumPlan.Of(training, length),
            tables,
            tables.Select((table, i) => (table.Tensor, tableOffsets[i])).ToImmutableDictionary(entry => entry.Tensor, entry => entry.Item2),
            tablesLength);
    }

    private static Placement Place(Tensor parameter, IEnumerable<Loop> users)
        => PanelChoice.Of(parameter, users) is { } panels ? Placement.InPanels(parameter, panels) : Placement.FeaturesInLanes(parameter);

    private static (ImmutableArray<int> Offsets, int End) Concatenate(IEnumerable<Placement> placements)
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
