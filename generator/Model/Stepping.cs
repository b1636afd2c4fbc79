using System.Collections.Immutable;

namespace StaticNets.Generator.Model;

/// <summary>How a network runs step by step.</summary>
/// <param name="PerStep">The positions of the layers that compute one step at a time; the others are computed before the first step, or not at all.</param>
/// <param name="Encodes">Whether something is computed before the first step.</param>
/// <param name="Remembers">Whether a step needs more of the steps before than a recurrent layer's state, so that a state does not carry on from one sequence to the next.</param>
internal sealed record Stepping(ImmutableHashSet<int> PerStep, bool Encodes, bool Remembers)
{
    /// <summary>Whether the layer computes one step at a time.</summary>
    public bool IsPerStep(int position) => PerStep.Contains(position);
}
