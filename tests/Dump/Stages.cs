using StaticNets.Generator.Emit;
using StaticNets.Generator.Lower;
using StaticNets.Generator.Members;
using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Tests.Dump;

/// <summary>What a network is at one point on its way to C#.</summary>
/// <param name="Purpose">Which of its entry points.</param>
/// <param name="Name">What has just been done.</param>
internal sealed record Stage(string Purpose, string Name, string Text);

/// <summary>All stages of a network, in order.</summary>
internal static class Stages
{
    /// <summary>The purpose under which kernels stand, which all purposes share.</summary>
    public const string Kernels = "kernels";

    /// <param name="target">The vector width whose statements to show.</param>
    public static List<Stage> Of(NetworkModel model, VectorTarget target)
    {
        var stages = new List<Stage>();
        var plan = NetworkPlan.Of(
            model, default, (purpose, pass, program) => stages.Add(new(purpose, pass is null ? "what the layers mean" : $"after {pass}", program.ToString())));
        CodeLowering.Lower(plan, target, default, (_, unit, nests, pass, kernel) => stages.Add(new(
            Kernels,
            $"{unit.Last.Output.Name}, {(pass is null ? "lowered" : $"after {pass.Name}")}",
            (pass is null ? string.Concat(nests.Select(nest => $"{nest}\n")) : "") + Text(kernel.Body))));
        return stages;
    }

    /// <summary>Statements in the C# that they would be printed as at this point.</summary>
    private static string Text(IEnumerable<Statement> body)
    {
        var writer = new SourceWriter();
        new StatementPrinter(writer).Print(body);
        return writer.ToString();
    }
}
