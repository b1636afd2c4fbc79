using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNets.Generator.Tests.IlBudget;

/// <summary>The networks whose code is measured: those of all samples and benchmarks, and of the numerical tests the ones with most code.</summary>
internal static class BudgetedNetworks
{
    private static readonly string[] LargestOfTheTests = ["LeNetRelu", "UnevenStridesAndPaddings", "ConvEverythingAtOnce", "GraphConcatChannels"];

    /// <summary>Their source by name; networks with the same layers come once.</summary>
    public static IReadOnlyDictionary<string, string> Sources { get; } = Find().GroupBy(type => Layers(type)).Select(group => group.First())
        .ToDictionary(type => type.Identifier.Text, type => $"using StaticNets;\n{Layers(type)}\npublic sealed partial class {type.Identifier.Text};\n");

    private static string Layers(ClassDeclarationSyntax type) => string.Concat(type.AttributeLists.Select(list => $"{list.WithoutTrivia().ToFullString()}\n"));

    private static IEnumerable<ClassDeclarationSyntax> Find() =>
        In("samples").Concat(In("benchmarks")).Concat(In(Path.Combine("tests", "Numerics.Tests", "Networks")).Where(type => LargestOfTheTests.Contains(type.Identifier.Text)));

    private static IEnumerable<ClassDeclarationSyntax> In(string folder)
        => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), NetworkSource.ParseOptions).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Where(type => type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Network"));
}
