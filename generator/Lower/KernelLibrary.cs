using System.Collections.Immutable;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>A kernel as a method.</summary>
/// <param name="Comments">What it computes, wherever it is called.</param>
internal sealed record KernelMethod(string Name, Kernel Kernel, ImmutableArray<string> Comments);

/// <summary>The kernels of one emitted class. Units that come out as the same statements share a method.</summary>
/// <param name="taken">What the class has or is called, or mentions: a layer's name may be any of them.</param>
internal sealed class KernelLibrary(IReadOnlyCollection<string> taken)
{
    /// <summary>What tells apart kernels that compute the same tensor, parts of it or its sum one after another.</summary>
    private static readonly ImmutableArray<string> Ordinals = ["", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"];

    private readonly Dictionary<Code, string> names = [];
    private readonly Dictionary<string, int> counts = [];
    private readonly List<(string Name, Kernel Kernel, List<string> Comments)> kernels = [];

    public ImmutableArray<KernelMethod> Methods => [.. kernels.Select(kernel => new KernelMethod(kernel.Name, kernel.Kernel, [.. kernel.Comments]))];

    /// <summary>Adds the kernel unless its like is there, and gives the method's name.</summary>
    /// <param name="form">A word for what it runs on, behind its name; empty for blocks of examples.</param>
    public string Add(Kernel kernel, Unit unit, string form)
    {
        var comment = string.Join("; then ", unit.Loops.Select(loop => loop.Comment));
        var code = new Code(kernel);
        if (names.TryGetValue(code, out var known))
        {
            var comments = kernels.First(entry => entry.Name == known).Comments;
            if (!comments.Contains(comment))
            {
                comments.Add(comment);
            }

            return known;
        }

        var name = Name(unit, form);
        names[code] = name;
        kernels.Add((name, kernel, [comment]));
        return name;
    }

    /// <summary>After all layers that the kernel computes: <c>Conv2d1Sigmoid1</c>, <c>Conv2d1WeightGradient</c>.</summary>
    private string Name(Unit unit, string form)
    {
        var output = unit.Last.Output;
        var others = unit.Computed.Select(tensor => tensor.Origin.Layer).Where(layer => layer.Length > 0 && layer != output.Origin.Layer).Distinct()
            .Select(CodeNames.Pascal);
        var name = string.Concat(others) + CodeNames.Pascal(output.Name);
        var stem = (char.IsLetter(name[0]) && !taken.Contains(name) ? name : $"Layer{name}") + form;
        counts.TryGetValue(stem, out var count);
        counts[stem] = count + 1;
        return stem + (count < Ordinals.Length ? Ordinals[count] : FormattableString.Invariant($"_{count + 1}"));
    }

    /// <summary>What makes two kernels one method: all but what their callers pass.</summary>
    private sealed record Code(
        EquatableArray<string> References,
        EquatableArray<(string, string)> Again,
        int Streams,
        bool TakesAccumulate,
        bool TakesBlocks,
        string? Time,
        EquatableArray<Statement> Body)
    {
        private readonly int hash = Body.GetHashCode();

        public Code(Kernel kernel)
            : this(kernel.References, kernel.Again, kernel.Streams.Count, kernel.TakesAccumulate, kernel.TakesBlocks, kernel.Time?.Name, kernel.Body)
        {
        }

        public override int GetHashCode() => hash;
    }
}
