using System.Collections.Immutable;

namespace StaticNets.Generator.Model;

/// <summary>
/// What of a network's values comes from which layers, and what goes from step to step and from call to call. Read from the declaration alone, so that the code
/// of a valid network and the members of one that is not say the same.
/// </summary>
/// <param name="Used">The positions of the layers that a step depends on, or that the results do where steps are not possible.</param>
/// <param name="PerStep">The positions of the layers that compute one step at a time, if steps are possible.</param>
/// <param name="Carried">The positions of recurrent layers that the results depend on and that begin with no other layer's state; none that is
/// computed before the first step.</param>
/// <param name="Sources">For each layer the one whose value it works on; -1 where it takes none, or there is none.</param>
/// <param name="IsPossible">Whether the network can be run step by step: not where a step looks at later ones or layers
/// would have to be computed both ways.</param>
/// <param name="Encodes">Whether something is computed before the first step.</param>
/// <param name="Remembers">Whether a step needs more of the steps before than a recurrent layer's state,
/// so that a state does not carry on from one sequence to the next.</param>
internal sealed record Stepping(
    ImmutableHashSet<int> Used,
    ImmutableHashSet<int> PerStep,
    ImmutableHashSet<int> Carried,
    ImmutableArray<int> Sources,
    bool IsPossible,
    bool Encodes,
    bool Remembers)
{
    /// <summary>Whether the network can be run step by step, and one step leaves anything behind for the next.</summary>
    public bool HasStep => IsPossible && HasState;

    /// <summary>Whether anything goes from one call to the next, or from one step to the next.</summary>
    public bool HasState => Remembers || !Carried.IsEmpty;

    /// <summary>Whether the layer computes one step at a time.</summary>
    public bool IsPerStep(int position) => IsPossible && PerStep.Contains(position);

    /// <summary>Whether the layer belongs to no step, but is computed before the first, whole, or not at all.</summary>
    public bool IsEncoded(int position) => HasStep && !PerStep.Contains(position);

    /// <summary>Whether a layer's state goes from call to call.</summary>
    public bool CarriesState(int position) => !Remembers && Carried.Contains(position);

    /// <summary>The layer whose value a layer works on; -1 where it takes none, or there is none.</summary>
    public int SourceOf(int position) => Sources[position];
}
