using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// Where the sums over a batch lie: behind the gradients of parameters, in the order of the borders at which they are complete, so that a border has them in
/// one range.
/// </summary>
/// <param name="Borders">The first float and the number of floats of what is complete at each border, in the buffer of gradients.</param>
/// <param name="End">The first float behind all of them.</param>
internal sealed record BatchSumPlan(ImmutableDictionary<Tensor, int> Offsets, ImmutableArray<(int First, int Length)> Borders, int End)
{
    /// <param name="training">The program that sums up; those for inference do not.</param>
    /// <param name="start">The first float behind the parameters.</param>
    public static BatchSumPlan Of(TensorProgram training, int start)
    {
        var regions = Regions.Of(training);
        var offsets = ImmutableDictionary.CreateBuilder<Tensor, int>();
        var borders = ImmutableArray.CreateBuilder<(int, int)>();
        var end = start;
        var sums = Enumerable.Range(0, regions.Length).Where(i => training.Loops[i].Output.Role == TensorRole.BatchSum)
            .GroupBy(i => training.Loops[i].Output, i => regions[i]).ToLookup(group => group.Max(), group => group.Key);
        for (var border = 0; border < regions.DefaultIfEmpty().Max(); border++)
        {
            var first = end;
            foreach (var sum in sums[border].OrderBy(tensor => tensor.Id))
            {
                offsets[sum] = end;
                end = MemoryPlan.Align(checked(end + Placement.FeaturesInLanes(sum).Length));
            }

            borders.Add((first, end - first));
        }

        return new(offsets.ToImmutable(), borders.ToImmutable(), end);
    }
}
