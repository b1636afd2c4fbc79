using System.Collections.Immutable;

namespace StaticNets.Generator.Passes;

/// <summary>What is done, one pass after another, for one purpose.</summary>
internal sealed record PassList(string Purpose, ImmutableArray<Pass> Passes);
