using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>The values of an axis inside a tile: <c>Offsets[j] + Scale * Variable</c>.</summary>
/// <param name="Variable">The loop's variable, as an axis that counts tiles, or null where the position is constant.</param>
internal sealed record Binding(Axis Axis, ImmutableArray<int> Offsets, Axis? Variable, int Scale)
{
    public Affine Value(int j) => Variable is null ? Offsets[j] : (Variable * Scale) + Offsets[j];
}

/// <summary>
/// What is known at a place inside the loops. A position inside the tiles of the bound axes is a choice: which of its offsets each of them takes, in
/// the order in which they were bound; an axis that the choice leaves out takes its first.
/// </summary>
/// <param name="Axes">Bound axes, the outermost first.</param>
/// <param name="Addresses">For each of the nest's <see cref="Accesses"/>, what the variables of the loops add to its address.</param>
/// <param name="Names">Loop variables in scope.</param>
/// <param name="Lanes">Floats per vector here; narrower at the end of a lane axis than before.</param>
internal sealed record Bindings(ImmutableArray<Binding> Axes, ImmutableArray<Affine> Addresses, ImmutableArray<string> Names, int Lanes)
{
    /// <summary>With an axis bound; <paramref name="accesses"/> are the addresses in terms of the nest's axes.</summary>
    public Bindings Bind(Binding binding, ImmutableArray<Affine> accesses)
    {
        if (binding.Variable is not { } variable)
        {
            return this with { Axes = Axes.Add(binding) };
        }

        var addresses = Addresses.ToBuilder();
        for (var i = 0; i < addresses.Count; i++)
        {
            var step = accesses[i].CoefficientOf(binding.Axis) * binding.Scale;
            if (step != 0)
            {
                addresses[i] += variable * step;
            }
        }

        return this with { Axes = Axes.Add(binding), Addresses = addresses.MoveToImmutable(), Names = Names.Add(variable.Name) };
    }

    /// <summary>Where the axis stands among the bound ones, or -1.</summary>
    public int PlaceOf(Axis axis)
    {
        for (var i = 0; i < Axes.Length; i++)
        {
            if (Axes[i].Axis.Id == axis.Id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether the axes of an index are bound to constants that give a value, in the whole tile.</summary>
    public bool IsAt(Affine index, int value)
        => index.Terms.All(term => PlaceOf(term.Axis) is var place and >= 0 && Axes[place] is { Variable: null, Offsets.Length: 1 })
            && Exact(index, []) is { IsConstant: true } exact && exact.Constant == value;

    /// <summary>Whether all axes of an index are bound.</summary>
    public bool Binds(Affine value)
    {
        foreach (var (axis, _) in value.Terms)
        {
            if (PlaceOf(axis) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The constant part of an address whose axes are all bound.</summary>
    public int Offset(Affine address, ImmutableArray<int> choice)
    {
        var offset = address.Constant;
        foreach (var (axis, coefficient) in address.Terms)
        {
            var place = PlaceOf(axis);
            offset += coefficient * Axes[place].Offsets[ChosenAt(place, choice)];
        }

        return offset;
    }

    /// <summary>The value of an index in terms of the loops' variables.</summary>
    public Affine Exact(Affine value, ImmutableArray<int> choice)
    {
        Affine result = value.Constant;
        foreach (var (axis, coefficient) in value.Terms)
        {
            var place = PlaceOf(axis);
            result += (place < 0 ? axis : Axes[place].Value(ChosenAt(place, choice))) * coefficient;
        }

        return result;
    }

    /// <summary>Whether a guard whose axes are all bound holds for all, for none or, null, for some values of the loops' variables.</summary>
    public bool? Holds(Guard guard, ImmutableArray<int> choice)
    {
        int least = guard.Value.Constant, greatest = least;
        foreach (var (axis, coefficient) in guard.Value.Terms)
        {
            var place = PlaceOf(axis);
            var binding = Axes[place];
            var start = coefficient * binding.Offsets[ChosenAt(place, choice)];
            var way = binding.Variable is null ? 0 : coefficient * binding.Scale * (binding.Variable.Extent - 1);
            least += start + Math.Min(0, way);
            greatest += start + Math.Max(0, way);
        }

        return Guard.Holds(least, greatest, guard.Extent);
    }

    /// <summary>All choices, the offsets of the innermost axis changing first.</summary>
    /// <param name="first">Choices that leave out the axes bound last, or one that leaves out all.</param>
    public List<ImmutableArray<int>> Choices(ImmutableArray<int> first)
    {
        List<ImmutableArray<int>> choices = [first];
        for (var place = first.Length; place < Axes.Length; place++)
        {
            var longer = new List<ImmutableArray<int>>(choices.Count * Axes[place].Offsets.Length);
            foreach (var choice in choices)
            {
                for (var j = 0; j < Axes[place].Offsets.Length; j++)
                {
                    longer.Add(choice.Add(j));
                }
            }

            choices = longer;
        }

        return choices;
    }

    private static int ChosenAt(int place, ImmutableArray<int> choice) => place < choice.Length ? choice[place] : 0;
}
