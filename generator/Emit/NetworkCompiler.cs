using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>From a checked network to C#.</summary>
internal static class NetworkCompiler
{
    public static IEnumerable<(string HintName, string Source)> Compile(NetworkModel model, CancellationToken cancellation)
    {
        var plan = NetworkPlan.Of(model, cancellation);
        var targets = VectorTarget.All.Where(target => model.Options.VectorWidths.Contains(target.Bits)).ToList();
        yield return ($"{model.Type.HintName}.g.cs", ApiWriter.Write(plan, targets));
        foreach (var target in targets)
        {
            yield return ($"{model.Type.HintName}.Vector{Literal.Of(target.Bits)}.g.cs", CodeWriter.Write(plan, target, cancellation));
        }
    }
}
