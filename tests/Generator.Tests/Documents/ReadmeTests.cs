using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StaticNets.Generator.Tests.Documents;

/// <summary>What README.md shows is true. That its program runs with the package is for the package's tests.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void TheProgramCompilesWithoutAWarning()
    {
        var program = Examples().Single(example => example.StartsWith("#:package", StringComparison.Ordinal));
        // The SDK takes the first line for itself, and adds the usual namespaces.
        var source = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;\n"
            + program[(program.IndexOf('\n') + 1)..];
        var compilation = NetworkSource.Compile(source);
        var run = GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)));
        Assert.Empty(run.CompilerProblems);
        Assert.Empty(run.Problems);
    }

    [Fact]
    public void TheProgramHasFifteenStatementsAtMost()
    {
        var program = Examples().Single(example => example.StartsWith("#:package", StringComparison.Ordinal));
        var cancellation = TestContext.Current.CancellationToken;
        var code = program[(program.IndexOf('\n') + 1)..];
        var root = CSharpSyntaxTree.ParseText(code, NetworkSource.ParseOptions, cancellationToken: cancellation).GetCompilationUnitRoot(cancellation);
        Assert.InRange(root.Members.Count(member => member.IsKind(SyntaxKind.GlobalStatement)), 1, 15);
    }

    [Fact]
    public void TheMessageIsTheCompilers()
    {
        var declaration = Examples().Single(example => example.Contains("class LeNet", StringComparison.Ordinal));
        Assert.Empty(GeneratorRun.Of($"using StaticNets;\n{declaration}").Problems);
        var wrong = declaration.Replace("Input(1, 28, 28)", "Input(1, 12, 12)", StringComparison.Ordinal)
            .Replace("Padding = 2", "Padding = 0", StringComparison.Ordinal);
        var problem = GeneratorRun.Of($"using StaticNets;\n{wrong}").Problems[0];
        Assert.Contains($"{problem.Id}: {problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}", Text);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/layers.md")]
    [InlineData("docs/deployment.md")]
    [InlineData("docs/measurements.md")]
    [InlineData("docs/decisions/README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("generator/README.md")]
    [InlineData("runtime/README.md")]
    [InlineData("samples/Cookbook/README.md")]
    [InlineData("tests/README.md")]
    public void LinksLeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var links = Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, document))).Select(match => match.Groups["path"].Value);
        Assert.DoesNotContain(links, link => !Path.Exists(Path.Combine(folder, link)));
    }

    private static IEnumerable<string> Examples() => Code().Matches(Text).Select(match => match.Groups["code"].Value);

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<path>[^)#]+)")]
    private static partial Regex Link();
}
