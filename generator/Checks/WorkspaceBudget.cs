using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Checks;

/// <summary>
/// Compares the planned workspace with the user's budget. Planning costs more than the shapes, so it happens only where a budget is set, and in builds.
/// </summary>
internal static class WorkspaceBudget
{
    public static IEnumerable<Problem> Check(NetworkModel network, Declaration declaration, CancellationToken cancellation)
    {
        if (network.Options.MaxWorkspaceBytes is { } budget && NetworkPlan.Of(network, cancellation).WorkspaceBytes is var bytes && bytes > budget)
        {
            yield return new(
                Descriptors.OverBudget,
                declaration.Option("MaxWorkspaceBytes")?.Span,
                new[] { network.Type.Name, Literal.Of(bytes), "bytes of workspace", "MaxWorkspaceBytes", Literal.Of(budget) });
        }
    }
}
