using System.Collections.Immutable;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.FrontEnd;

/// <summary>
/// Finds how a network runs step by step: some layers compute one step at a time, and those whose values all steps look back on (as keys, values, attended or
/// initial states) are computed once before them. What the declaration has wrong is taken for harmless here.
/// </summary>
internal sealed class SteppingSearch
{
    private readonly Declaration declaration;
    private readonly LayerNames names;
    private readonly HashSet<int> used = [];
    private readonly HashSet<int> perStep = [];
    private readonly HashSet<int> encoded = [];
    private readonly bool isPossible;

    private SteppingSearch(Declaration declaration, LayerNames names)
    {
        this.declaration = declaration;
        this.names = names;
        var result = Result();
        AddUsed(result);
        isPossible = AddSteps(result, perStep, encoded) && !perStep.Overlaps(encoded);
        foreach (var position in Enumerable.Range(0, declaration.Layers.Count).Where(position => KindAt(position) is { IsOutput: true } or { IsLoss: true }))
        {
            var read = KindAt(position) is { IsLoss: true } ? SourceOf(position) : position;
            AddUsed(read);
            AddStepsOfRead(read);
        }

        // A state that a step would not move on could not go from call to call.
        isPossible &= used.Where(IsCarried).All(position => perStep.Contains(position) || encoded.Contains(position));
    }

    public static Stepping Of(Declaration declaration, LayerNames names) => new SteppingSearch(declaration, names).Found();

    private Stepping Found()
    {
        // What comes from no input is the same for every sequence.
        var encodes = isPossible && encoded.Any(position => KindAt(position) is { IsInput: true });
        return new(
            isPossible ? [.. perStep.Union(encoded)] : [.. used],
            [.. perStep],
            [.. used.Where(position => IsCarried(position) && !(isPossible && encoded.Contains(position)))],
            [.. Enumerable.Range(0, declaration.Layers.Count).Select(SourceOf)],
            isPossible,
            encodes,
            encodes || (isPossible && perStep.Any(position => KindAt(position) is { } kind && kind.RemembersSteps(declaration.Layers[position]))));
    }

    private bool IsCarried(int position) => KindAt(position)?.CarriesState(declaration.Layers[position]) == true;

    private int SourceOf(int position)
        => KindAt(position) is not { TakesNoValue: false } ? -1
            : declaration.Layers[position].Names(Layer.From) ? Named(position, [Layer.From]).First()
            : Before(position);

    /// <summary>The layer whose value is the current one at a layer: losses leave it as it is.</summary>
    private int Before(int position)
    {
        do
        {
            position--;
        }
        while (position > 0 && KindAt(position) is { IsLoss: true });
        return position;
    }

    private Layer? KindAt(int position) => LayerRegistry.Of(declaration.Layers[position].Kind);

    /// <summary>The layer whose value is the network's.</summary>
    private int Result() => Before(declaration.Layers.Count);

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

    /// <summary>Has a step compute what the caller gets beside the result, or what enters a loss, if it can.</summary>
    private void AddStepsOfRead(int output)
    {
        var (steps, before) = (new HashSet<int>(perStep), new HashSet<int>(encoded));
        if (isPossible && AddSteps(output, steps, before) && !steps.Overlaps(before))
        {
            perStep.UnionWith(steps);
            encoded.UnionWith(before);
        }
    }

    /// <summary>Finds what has to be computed for a layer's value at a step; whether that is possible.</summary>
    /// <param name="steps">Gets what is computed at every step.</param>
    /// <param name="before">Gets what is computed before the first step.</param>
    private bool AddSteps(int result, HashSet<int> steps, HashSet<int> before)
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

            if ((isEncoded ? before : steps).Add(position))
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
        return kind.TakesNoValue || declaration.Layers[position].Names(Layer.From) ? named : named.Prepend(Before(position));
    }

    private IEnumerable<int> Named(int position, ImmutableArray<string> arguments)
        => declaration.Layers[position].Arguments.Where(argument => arguments.Contains(argument.Name) && argument.Value is string { Length: > 0 })
            .Select(argument => names.IndexOf((string)argument.Value!));
}
