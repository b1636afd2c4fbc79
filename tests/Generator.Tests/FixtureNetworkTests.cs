using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Parsing;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class FixtureNetworkTests
{
    private static readonly int[] OneWidth = [128];

    /// <summary>
    /// The networks that are compared with PyTorch elsewhere: here only that the front end has no objection, which says more than a build that fails.
    /// </summary>
    [Fact]
    public void NetworksOfTheNumericalTestsAreValidWithoutWarnings()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Numerics.Tests", "Networks");
        var project = File.ReadAllText(Path.Combine(folder, "..", "Numerics.Tests.csproj"));
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !project.Contains("Networks/" + Path.GetFileName(path), StringComparison.Ordinal));
        var compilation = NetworkSource.Compile(["global using StaticNets;", .. files.Order().Select(File.ReadAllText)]);
        var types = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>()
                .Select(type => compilation.GetSemanticModel(tree).GetDeclaredSymbol(type, TestContext.Current.CancellationToken)!))
            .Where(type => type.GetAttributes().Any(DeclarationParser.IsNetwork))
            .ToList();
        Assert.NotEmpty(types);
        Assert.All(types, type =>
        {
            var declaration = NetworkReader.Read(type, new SourcePlaces(), TestContext.Current.CancellationToken)!;
            var (network, problems) = NetworkBuilder.Build(declaration, OneWidth, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(problems, problem => problem.Descriptor.DefaultSeverity >= DiagnosticSeverity.Warning);
            Assert.NotNull(network);
        });
    }
}
