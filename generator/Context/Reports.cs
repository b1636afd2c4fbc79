using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Context;

/// <summary>What there is to say about a declaration, in the order in which it is found.</summary>
internal sealed class Reports(IEnumerable<Problem> found)
{
    private readonly List<Problem> problems = [.. found];

    public ImmutableArray<Problem> All => [.. problems];

    public bool HasErrors => problems.Any(problem => problem.IsError);

    /// <param name="elsewhere">Where the mend belongs, if not at the place.</param>
    public void Report(DiagnosticDescriptor descriptor, SourceSpan? span, string[] arguments, string[]? properties = null, SourceSpan? elsewhere = null)
        => problems.Add(new(descriptor, span, arguments, properties ?? [], elsewhere));

    public void Add(IEnumerable<Problem> more) => problems.AddRange(more);
}
