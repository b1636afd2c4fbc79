using System.Collections.Immutable;
using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Lower;

/// <summary>A network as it is printed: where everything lies, and the code of each vector width.</summary>
internal sealed record LoweredNetwork(NetworkLayout Layout, ImmutableArray<LoweredCode> Codes)
{
    public ImmutableArray<VectorTarget> Targets => [.. Codes.Select(code => code.Target)];

    public static LoweredNetwork Of(NetworkModel model, CancellationToken cancellation)
    {
        var plan = NetworkPlan.Of(model, cancellation);
        VectorTarget[] targets = [.. VectorTarget.All.Where(target => model.Options.VectorWidths.Contains(target.Bits))];
        var codes = new LoweredCode[targets.Length];

        // Widths have nothing to do with one another, and whoever types waits for all of them.
        // With the token among the options a cancellation comes out as such.
        Parallel.For(
            0, targets.Length, new ParallelOptions { CancellationToken = cancellation }, i => codes[i] = CodeLowering.Lower(plan, targets[i], cancellation));
        return new(LayoutLowering.Lower(plan), [.. codes]);
    }
}
