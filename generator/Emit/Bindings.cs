using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Emit;

/// <summary>The values of an axis inside a tile: <c>Offsets[j] + Scale * Variable</c>.</summary>
/// <param name="Variable">The emitted loop's variable, as an axis that counts tiles, or null where the position is constant.</param>
internal sealed record Binding(Axis Axis, ImmutableArray<int> Offsets, Axis? Variable, int Scale)
{
    public Affine Value(int j) => Variable is null ? Offsets[j] : (Variable * Scale) + Offsets[j];
}

/// <summary>
/// What is known at a place inside the emitted loops. A position inside the tiles of the bound axes is a choice: which of its offsets each of them takes, in
/// the order in which they were bound; an axis that the choice leaves out takes its first.
/// </summary>
/// <param name="Axes">Bound axes, the outermost first.</param>
/// <param name="References">For each of the nest's <see cref="Accesses"/>, the local that already includes all bound loop variables.</param>
/// <param name="Guards">The nest's guards that enclosing code has not tested.</param>
/// <param name="Names">Loop variables in scope.</param>
/// <param name="Lanes">Floats per vector here; narrower at the end of a lane axis than before.</param>
internal sealed record Bindings(
    ImmutableArray<Binding> Axes,
    ImmutableArray<string> References,
    ImmutableArray<Guard> Guards,
    ImmutableArray<string> Names,
    int Lanes)
{
    public Bindings Bind(Binding binding) => this with { Axes = Axes.Add(binding) };

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

    /// <summary>Whether all axes of an index are bound, each to one offset.</summary>
    public bool Fixes(Affine value)
    {
        foreach (var (axis, _) in value.Terms)
        {
            var place = PlaceOf(axis);
            if (place < 0 || Axes[place].Offsets.Length != 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The constant part of an address whose axes are all bound: what the references do not include.</summary>
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

    /// <summary>The value of an index in terms of the emitted loops' variables.</summary>
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

    /// <summary>Whether a guard whose axes are all bound holds for all, for none or, null, for some values of the emitted loops' variables.</summary>
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
