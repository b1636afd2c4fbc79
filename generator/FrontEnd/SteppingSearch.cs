using System.Collections.Immutable;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.FrontEnd;

/// <summary>
/// Finds how a network runs step by step: some layers compute one step at a time, and those whose values all steps look back on (as keys, values, attended or initial states) are
/// computed once before them.
/// </summary>
internal sealed class SteppingSearch
{
    private readonly Declaration declaration;
    private readonly LayerNames names;
    private readonly HashSet<int> perStep = [];
    private readonly HashSet<int> encoded = [];
    private bool isPossible = true;

    private SteppingSearch(Declaration declaration, LayerNames names)
    {
        this.declaration = declaration;
        this.names = names;
    }

    /// <summary>Null where the network cannot run step by step, because a step looks at later ones or layers would have to be computed both ways.</summary>
    public static Stepping? Of(Declaration declaration, LayerNames names)
    {
        var search = new SteppingSearch(declaration, names);
        var last = declaration.Layers.Count - 1;
        if (last > 0 && search.KindAt(last) is { IsLoss: true } loss)
        {
            last = search.Sources(last, loss).Last();
        }

        search.AddSteps(last);
        return search.isPossible && !search.perStep.Overlaps(search.encoded) ? search.Found() : null;
    }

    private Stepping Found()
    {
        var encodes = encoded.Count > 0;
        return new([.. perStep], encodes, encodes || perStep.Any(position => KindAt(position) is { } kind && kind.RemembersSteps(declaration.Layers[position])));
    }

    private Layer? KindAt(int position) => LayerRegistry.Of(declaration.Layers[position].Kind);

    /// <summary>Finds what has to be computed for a layer's value at a step. Layers lie deep, so this is a list of work and no recursion.</summary>
    private void AddSteps(int last)
    {
        var work = new Stack<(int Position, bool IsEncoded)>([(last, false)]);
        while (work.Count > 0 && isPossible)
        {
            var (position, isEncoded) = work.Pop();
            if (position < 0 || KindAt(position) is not { } kind || !(isEncoded || kind.IsPerStep(declaration.Layers[position])))
            {
                isPossible = false;
            }
            else if ((isEncoded ? encoded : perStep).Add(position))
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
