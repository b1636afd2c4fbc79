using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Emit;

/// <summary>The values of an axis inside a tile: <c>Offsets[j] + Scale * Variable</c>.</summary>
/// <param name="Variable">The emitted loop's variable, as an axis that counts tiles, or null where the position is constant.</param>
internal sealed record Binding(ImmutableArray<int> Offsets, Axis? Variable, int Scale)
{
    public Affine Value(int j) => Variable is null ? Offsets[j] : (Variable * Scale) + Offsets[j];
}

/// <summary>What is known at a place inside the emitted loops.</summary>
/// <param name="Axes">Bound axes.</param>
/// <param name="References">For each access, the local that already includes all bound loop variables.</param>
/// <param name="Checked">Guards that enclosing code has tested.</param>
/// <param name="Names">Loop variables in scope.</param>
/// <param name="Lanes">Floats per vector here; narrower at the end of a lane axis than before.</param>
internal sealed record Bindings(
    ImmutableDictionary<Axis, Binding> Axes,
    ImmutableDictionary<object, string> References,
    ImmutableHashSet<int> Checked,
    ImmutableHashSet<string> Names,
    int Lanes)
{
    public Bindings Bind(Axis axis, Binding binding) => this with { Axes = Axes.SetItem(axis, binding) };
}
