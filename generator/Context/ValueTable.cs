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

    /// <summary>
    /// The values that nothing has taken, in the order of declaration. A layer is of use by one of its values: the output of a recurrent one is not missed
    /// where its final state is taken.
    /// </summary>
    public IEnumerable<(string Name, LayerDeclaration Layer)> Untaken
    {
        get
        {
            var ofUse = new HashSet<LayerDeclaration>(taken.Where(entries.ContainsKey).Select(name => entries[name].Layer));
            var seen = new HashSet<LayerDeclaration>();
            foreach (var name in names)
            {
                var layer = entries[name].Layer;
                var isOutput = seen.Add(layer);
                if (!taken.Contains(name) && !(isOutput && ofUse.Contains(layer)))
                {
                    yield return (name, layer);
                }
            }
        }
    }

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
