using System.Collections.Immutable;

namespace StaticNets.Generator.Lower;

/// <summary>A rewriting of a kernel's statements that keeps what they compute.</summary>
internal sealed record KernelPass(string Name, Func<EquatableArray<Statement>, KernelNames, EquatableArray<Statement>> Apply);

/// <summary>The rewritings between a nest's plain statements and what is printed, in order.</summary>
internal static class KernelPasses
{
    public static readonly ImmutableArray<KernelPass> All =
    [
        new("hoist guards", (body, _) => HoistGuards.Apply(body)),
        new("share factors", (body, names) => new ShareFactors(names).Apply(body)),
        new("share subexpressions", (body, names) => new ShareSubexpressions(names).Apply(body)),
        new("advance references", (body, names) => new AdvanceReferences(names).Apply(body)),
    ];
}
