using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>Names of layers and inputs, of which some are words of C# in other places; none comes twice.</summary>
internal sealed class Names(Choices choices)
{
    private readonly HashSet<string> taken = [];

    /// <summary>Words that are keywords only where they stand for something.</summary>
    public static ImmutableArray<string> Contextual { get; } =
    [
        .. SyntaxFacts.GetContextualKeywordKinds().Select(SyntaxFacts.GetText).Where(SyntaxFacts.IsValidIdentifier),
        "var", "dynamic", "nint", "nuint",
    ];

    /// <summary>Those of them that C# takes as the name of a class, and two that it takes behind an at sign.</summary>
    public static ImmutableArray<string> OfClasses { get; } =
    [
        .. Contextual.Where(IsClass),
        "@class", "@int",
    ];

    private static bool IsClass(string name)
        => NetworkSource.Compile($"public sealed partial class {name};\n").GetDiagnostics().All(problem => problem.Severity != DiagnosticSeverity.Error);

    /// <param name="usual">What it is called most of the time.</param>
    public string Next(string usual)
    {
        var name = choices.Once(6) ? choices.Of([.. Contextual]) : usual;
        return taken.Add(name) ? name : usual;
    }
}
