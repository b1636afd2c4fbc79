using StaticNets.Generator.Lower;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;
using StaticNets.Generator.Tests.RandomNetworks;
using Xunit;

namespace StaticNets.Generator.Tests.Statements;

/// <summary>
/// The code of networks is well formed and means what their loops mean, for all purposes, forms and widths, as it is lowered and after every pass.
/// </summary>
public sealed class StatementVerifierTests
{
    /// <summary>Networks that are looked at, and those of them that are computed in double, kernels of so many points.</summary>
    private const int Networks = 24, Computed = 8, MostPoints = 4000;

    [Fact]
    public void KernelsAndEntriesAreWellFormed() => AssertNothing(Networks, (plan, target) =>
    {
        var (code, stages) = LoweredKernel.Of(plan, target);
        Assert.NotEmpty(stages);
        return stages.SelectMany(stage => stage.Faults().Select(fault => $"{stage}: {fault}")).Concat(EntryVerifier.Faults(code, plan));
    });

    [Fact]
    public void KernelsComputeWhatTheirLoopsMean() => AssertNothing(Computed, (plan, target) => KernelsOf(plan, target).SelectMany(kernel =>
    {
        var comparison = new KernelComparison(kernel.First());
        return kernel.Select(stage => comparison.Difference(stage.Kernel, 1) is { } difference ? $"{stage}: {difference}" : null).OfType<string>();
    }));

    private static IEnumerable<IGrouping<(FormPlan, Unit), LoweredKernel>> KernelsOf(NetworkPlan plan, VectorTarget target)
        => LoweredKernel.Of(plan, target).Stages.GroupBy(stage => (stage.Form, stage.Unit))
            .Where(kernel => kernel.Key.Unit.Loops.Sum(loop => loop.Points) < MostPoints);

    private static void AssertNothing(int networks, Func<NetworkPlan, VectorTarget, IEnumerable<string>> faults)
        => Assert.Empty(Enumerable.Range(1, networks).AsParallel().SelectMany(number =>
        {
            var network = RandomNetwork.Valid((uint)number);
            var plan = NetworkPlan.Of(NetworkSource.Parse(network.Source, network.TypeName), TestContext.Current.CancellationToken);
            return VectorTarget.All.SelectMany(target => faults(plan, target)).Select(fault => $"network {number}: {fault}");
        }));
}
