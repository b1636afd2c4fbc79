namespace StaticNets.Benchmarks.Contenders;

/// <summary>A network's layers as its declaration says, blocks written out, with what each takes.</summary>
internal static class DeclaredNetwork
{
    /// <summary>The layers in order, without the loss. The last one's output is the network's.</summary>
    public static IReadOnlyList<DeclaredLayer> Layers(NetworkInfo info)
    {
        var layers = new List<DeclaredLayer>();
        var named = new Dictionary<string, DeclaredLayer>();
        DeclaredLayer? last = null;
        foreach (var line in info.Layers.Where(line => line.OutputShape.Length > 0)) // a loss has no shape
        {
            // Inside a block, "input" is what its first layer takes.
            if (last is not null)
            {
                foreach (string scope in Scopes(line.Name))
                    named.TryAdd(scope + "input", last);
            }
            bool isInput = info.Inputs.Any(input => input.Name == line.Name);
            var layer = new DeclaredLayer(line, isInput ? null : last);
            if (layer.From is { } from)
                layer.Input = Find(layer.Name, from);
            layer.Input?.Readers.Add(layer);
            if (layer.Kind == "Add")
            {
                layer.Operand = Find(layer.Name, layer.Argument(0));
                layer.Operand.Readers.Add(layer);
            }
            named[layer.Name] = last = layer;
            layers.Add(layer);
        }
        return layers;

        // A name of the layer's own block, or else of one around it.
        DeclaredLayer Find(string from, string name) =>
            Scopes(from).Append("").Select(scope => named.GetValueOrDefault(scope + name)).FirstOrDefault(layer => layer is not null)
                ?? throw new ArgumentException($"{info.Name}: {from} takes {name}, which is no layer before it", nameof(info));
    }

    /// <summary>The blocks that a layer is in, from the inside out: <c>a.b.</c> and <c>a.</c> for <c>a.b.dense1</c>.</summary>
    private static IEnumerable<string> Scopes(string name)
    {
        for (int end = name.LastIndexOf('.'); end > 0; end = name.LastIndexOf('.', end - 1))
            yield return name[..(end + 1)];
    }
}
