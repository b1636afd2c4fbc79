using StaticNets.Generator.Model;

namespace StaticNets.Generator.Context;

/// <summary>The values that layers have given so far, by name, and which of them something has taken.</summary>
internal sealed class ValueTable
{
    private readonly Dictionary<string, (Value? Value, LayerDeclaration Layer)> entries = [];
    private readonly List<string> names = [];
    private readonly HashSet<string> taken = [];

    /// <summary>In the order of declaration.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The values that nothing has taken, in the order of declaration.</summary>
    public IEnumerable<(string Name, LayerDeclaration Layer)> Untaken => names.Where(name => !taken.Contains(name)).Select(name => (name, entries[name].Layer));

    /// <param name="value">Null where a mistake leaves it unknown.</param>
    public void Add(string name, Value? value, LayerDeclaration layer)
    {
        // A duplicate name is reported already; the first bearer keeps it.
        if (!entries.ContainsKey(name))
        {
            entries[name] = (value, layer);
            names.Add(name);
        }
    }

    public bool TryTake(string name, out Value? value)
    {
        var found = entries.TryGetValue(name, out var entry);
        value = entry.Value;
        taken.Add(name);
        return found;
    }

    public void Take(Value value) => taken.Add(value.Tensor.Origin.Layer);
}
