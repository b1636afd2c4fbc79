using System.Collections.Immutable;

namespace StaticNets.Generator.Lower;

/// <summary>What holds for a kernel's statements once a pass has gone over them, and stays so.</summary>
[Flags]
internal enum KernelProperties
{
    None = 0,

    /// <summary>No loop has a body that is all under a condition which the loop does not change.</summary>
    GuardsOutside = 1,

    /// <summary>The steps of reductions are gone: their statements are in the order in which they are executed.</summary>
    StepsInOrder = 2,

    /// <summary>A local gets the result of one operation on what has a name or is one access to memory.</summary>
    OneOperation = 4,

    /// <summary>Places are constant distances from references: they mention no variables.</summary>
    ConstantOffsets = 8,
}

/// <summary>A rewriting of a kernel's statements that keeps what they compute.</summary>
/// <param name="Establishes">What holds from then on.</param>
internal sealed record KernelPass(string Name, KernelProperties Establishes, Func<EquatableArray<Statement>, KernelNames, EquatableArray<Statement>> Apply);

/// <summary>The rewritings between a nest's plain statements and what is printed, in order.</summary>
internal static class KernelPasses
{
    public static readonly ImmutableArray<KernelPass> All =
    [
        new("hoist guards", KernelProperties.GuardsOutside, (body, _) => HoistGuards.Apply(body)),
        new("share factors", KernelProperties.StepsInOrder, (body, names) => new ShareFactors(names).Apply(body)),
        new("share subexpressions", KernelProperties.OneOperation, (body, names) => new ShareSubexpressions(names).Apply(body)),
        new("advance references", KernelProperties.ConstantOffsets, (body, names) => new AdvanceReferences(names).Apply(body)),
    ];

    /// <summary>What holds after a pass, or before the first.</summary>
    public static KernelProperties After(KernelPass? pass)
        => pass is null ? KernelProperties.None : All.Take(All.IndexOf(pass) + 1).Aggregate(KernelProperties.None, (all, done) => all | done.Establishes);
}
