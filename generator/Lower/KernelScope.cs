using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>What a name in a kernel stands for.</summary>
internal abstract record Named(string Name)
{
    /// <summary>Whether something mentions it.</summary>
    public bool IsUsed { get; set; }
}

/// <summary>A local that holds a value.</summary>
/// <param name="IsMask">Whether its lanes are truths.</param>
internal sealed record NamedValue(string Name, int Lanes, bool IsMask) : Named(Name);

/// <summary>The variable of a loop, or a parameter that holds a position of an axis.</summary>
internal sealed record NamedVariable(string Name, Axis Axis) : Named(Name)
{
    /// <summary>Whether it has a value here: that of a pick has one only in its body.</summary>
    public bool HasValue { get; set; } = true;
}

/// <summary>A reference to a float of a tensor's memory.</summary>
/// <param name="Parameter">The parameter that leads to the memory.</param>
/// <param name="Length">The floats of that memory.</param>
/// <param name="Address">How many floats after the parameter, in terms of the variables of loops.</param>
internal sealed record NamedReference(string Name, string Parameter, int Length, Affine Address) : Named(Name);

/// <summary>Any other parameter.</summary>
internal sealed record NamedParameter(string Name) : Named(Name);

/// <summary>
/// The names that a kernel has declared so far, by the rules of C#: none hides another, and none is used outside of the block that declares it.
/// </summary>
internal sealed class KernelScope(Action<string> report)
{
    private readonly Stack<Block> blocks = [];

    public void Open() => blocks.Push(new());

    public void Close()
    {
        var block = blocks.Pop();
        foreach (var named in block.Names.Values.Where(named => !named.IsUsed))
        {
            report($"nothing uses {named.Name}");
        }

        if (blocks.Count > 0)
        {
            blocks.Peek().Inner.UnionWith(block.Names.Keys.Concat(block.Inner));
        }
    }

    public void Declare(Named named)
    {
        if (blocks.Any(block => block.Names.ContainsKey(named.Name)) || blocks.Peek().Inner.Contains(named.Name))
        {
            report($"{named.Name} is declared twice");
        }

        blocks.Peek().Names[named.Name] = named;
    }

    /// <summary>What a name stands for; null, with a fault, where it is none of that kind.</summary>
    public T? Find<T>(string name)
        where T : Named
    {
        foreach (var block in blocks)
        {
            if (block.Names.TryGetValue(name, out var named) && named is T found)
            {
                found.IsUsed = true;
                return found;
            }
        }

        report($"{name} is not declared here as a {typeof(T).Name.Substring(nameof(Named).Length).ToLowerInvariant()}");
        return null;
    }

    private sealed class Block
    {
        public Dictionary<string, Named> Names { get; } = [];

        /// <summary>Names of blocks inside, which this can no longer declare.</summary>
        public HashSet<string> Inner { get; } = [];
    }
}
