using System.Collections.Immutable;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// What of a network's values comes from which layers, and what goes from step to step and from call to call: some layers compute one step at a time, and
/// those whose values all steps look back on (as keys, values, attended or initial states) are computed once before them. Read from the declaration alone, so
/// that the code of a valid network and the members of one that is not say the same; what the declaration has wrong is taken for harmless here.
/// </summary>
internal sealed class Stepping
{
    private readonly Declaration declaration;
    private readonly LayerNames names;
    private readonly HashSet<int> used = [];
    private readonly HashSet<int> perStep = [];
    private readonly HashSet<int> encoded = [];
    private readonly bool isPossible;

    private Stepping(Declaration declaration, LayerNames names)
    {
        this.declaration = declaration;
        this.names = names;
        var result = Result();
        AddUsed(result);
        isPossible = AddSteps(result) && !perStep.Overlaps(encoded);
    }

    /// <summary>
    /// Whether the network can be run step by step, and one step leaves anything behind for the next: not where a step looks at later ones or layers would have
    /// to be computed both ways.
    /// </summary>
    public bool HasStep => isPossible && HasState;

    /// <summary>Whether anything goes from one call to the next, or from one step to the next.</summary>
    public bool HasState => Remembers || used.Any(CarriesState);

    /// <summary>Whether something is computed before the first step.</summary>
    public bool Encodes => isPossible && encoded.Count > 0;

    /// <summary>Whether a step needs more of the steps before than a recurrent layer's state, so that a state does not carry on from one sequence to the next.</summary>
    public bool Remembers => Encodes
        || (isPossible && perStep.Any(position => KindAt(position) is { } kind && kind.RemembersSteps(declaration.Layers[position])));

    public static Stepping Of(Declaration declaration, LayerNames names) => new(declaration, names);

    /// <summary>Whether the layer computes one step at a time.</summary>
    public bool IsPerStep(int position) => isPossible && perStep.Contains(position);

    /// <summary>Whether the layer belongs to no step, but is computed before the first, whole, or not at all.</summary>
    public bool IsEncoded(int position) => HasStep && !perStep.Contains(position);

    /// <summary>Whether a layer's state goes from call to call: one that the result depends on, and that neither begins with another's state nor remembers more than its own.</summary>
    public bool CarriesState(int position)
        => !Remembers && used.Contains(position)
            && KindAt(position) is RecurrentLayer recurrent && recurrent.IsPerStep(declaration.Layers[position])
            && !declaration.Layers[position].Names(RecurrentLayer.InitialState);

    /// <summary>The layer whose value a layer works on; -1 where it is an input, or there is none.</summary>
    public int SourceOf(int position)
        => KindAt(position) is not { IsInput: false } ? -1
            : declaration.Layers[position].Names(Layer.From) ? Named(position, [Layer.From]).First()
            : position - 1;

    private Layer? KindAt(int position) => LayerRegistry.Of(declaration.Layers[position].Kind);

    /// <summary>The layer whose value is the network's.</summary>
    private int Result()
    {
        var last = declaration.Layers.Count - 1;
        return last > 0 && KindAt(last) is { IsLoss: true } loss ? Sources(last, loss).Last() : last;
    }

    /// <summary>Finds the layers that a value depends on. Layers lie deep, so this is a list of work and no recursion.</summary>
    private void AddUsed(int result)
    {
        var work = new Stack<int>([result]);
        while (work.Count > 0)
        {
            var position = work.Pop();
            if (position >= 0 && used.Add(position) && KindAt(position) is { } kind)
            {
                foreach (var source in Sources(position, kind).Concat(Named(position, kind.Memories)))
                {
                    work.Push(source);
                }
            }
        }
    }

    /// <summary>Finds what has to be computed for a layer's value at a step; whether that is possible.</summary>
    private bool AddSteps(int result)
    {
        var work = new Stack<(int Position, bool IsEncoded)>([(result, false)]);
        while (work.Count > 0)
        {
            var (position, isEncoded) = work.Pop();
            if (position < 0 || KindAt(position) is not { } kind)
            {
                continue;
            }

            if (!isEncoded && !kind.IsPerStep(declaration.Layers[position]))
            {
                return false;
            }

            if ((isEncoded ? encoded : perStep).Add(position))
            {
                foreach (var source in Sources(position, kind))
                {
                    work.Push((source, isEncoded));
                }

                foreach (var source in Named(position, kind.Memories))
                {
                    work.Push((source, isEncoded || !kind.RemembersSteps(declaration.Layers[position])));
                }
            }
        }

        return true;
    }

    /// <summary>The layers whose values a layer takes step by step: the one before it, unless it says from where, and those that arguments name.</summary>
    private IEnumerable<int> Sources(int position, Layer kind)
    {
        var named = Named(position, [Layer.From, .. kind.Currents]);
        return kind.IsInput || declaration.Layers[position].Names(Layer.From) ? named : named.Prepend(position - 1);
    }

    private IEnumerable<int> Named(int position, ImmutableArray<string> arguments)
        => declaration.Layers[position].Arguments.Where(argument => arguments.Contains(argument.Name) && argument.Value is string { Length: > 0 }).Select(argument => names.IndexOf((string)argument.Value!));
}
