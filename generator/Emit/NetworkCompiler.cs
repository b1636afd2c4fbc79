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
        var codes = new string[targets.Count];

        // Widths have nothing to do with one another, and whoever types waits for all of them. With the token among the options a cancellation comes out as such.
        Parallel.For(0, targets.Count, new ParallelOptions { CancellationToken = cancellation }, i => codes[i] = CodeWriter.Write(plan, targets[i], cancellation));
        yield return ($"{model.Type.HintName}.g.cs", ApiWriter.Write(plan, targets));
        for (var i = 0; i < targets.Count; i++)
        {
            yield return ($"{model.Type.HintName}.{EmittedNames.SuffixOf(targets[i])}.g.cs", codes[i]);
        }
    }
}
