using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;

namespace StaticNets.Tests.Dump;

/// <summary>What a network is at one point on its way to C#.</summary>
/// <param name="Purpose">Which of its entry points.</param>
/// <param name="Name">What has just been done.</param>
internal sealed record Stage(string Purpose, string Name, string Text);

/// <summary>All stages of a network, in order.</summary>
internal static class Stages
{
    public static List<Stage> Of(NetworkModel model)
    {
        var stages = new List<Stage>();
        NetworkPlan.Of(model, default, (purpose, pass, program) => stages.Add(new(purpose, pass is null ? "what the layers mean" : $"after {pass}", program.ToString())));
        return stages;
    }
}
