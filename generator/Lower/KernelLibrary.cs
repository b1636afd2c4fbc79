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
    private readonly Dictionary<Code, string> names = [];
    private readonly Dictionary<string, int> counts = [];
    private readonly List<(string Name, Kernel Kernel, List<string> Comments)> kernels = [];

    public ImmutableArray<KernelMethod> Methods => [.. kernels.Select(kernel => new KernelMethod(kernel.Name, kernel.Kernel, [.. kernel.Comments]))];

    /// <summary>Adds the kernel unless its like is there, and gives the method's name.</summary>
    public string Add(Kernel kernel, Unit unit)
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

        var stem = Stem(unit.Last.Output.Name);
        counts.TryGetValue(stem, out var count);
        counts[stem] = count + 1;
        var name = count == 0 ? stem : FormattableString.Invariant($"{stem}_{count + 1}");
        names[code] = name;
        kernels.Add((name, kernel, [comment]));
        return name;
    }

    /// <summary>A method name from a tensor's.</summary>
    private string Stem(string tensor)
    {
        var name = CodeNames.Pascal(tensor);
        return name.Length > 0 && char.IsLetter(name[0]) && !taken.Contains(name) ? name : $"Layer{name}";
    }

    /// <summary>What makes two kernels one method: all but what their callers pass.</summary>
    private sealed record Code(EquatableArray<string> References, EquatableArray<(string, string)> Again, int Streams, bool TakesAccumulate, bool TakesBlocks, string? Time, EquatableArray<Statement> Body)
    {
        private readonly int hash = Body.GetHashCode();

        public Code(Kernel kernel)
            : this(kernel.References, kernel.Again, kernel.Streams.Count, kernel.TakesAccumulate, kernel.TakesBlocks, kernel.Time?.Name, kernel.Body)
        {
        }

        public override int GetHashCode() => hash;
    }
}
