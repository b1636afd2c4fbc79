using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class DiagnosticPageTests
{
    public static TheoryData<string> Ids => [.. All.Select(descriptor => descriptor.Id)];

    private static IEnumerable<DiagnosticDescriptor> All => new NetworkAnalyzer().SupportedDiagnostics;

    [Fact]
    public void EveryIdHasItsPageAndEveryPageItsId()
        => Assert.Equal(
            All.Select(descriptor => descriptor.Id).Concat(OfTheBuild()).Select(id => id + ".md").Order(),
            Directory.GetFiles(DiagnosticPage.Folder).Select(Path.GetFileName).Order());

    /// <summary>What MSBuild says, where no analyzer runs. The package's tests build projects that get it.</summary>
    private static IEnumerable<string> OfTheBuild()
        => XDocument.Load(Path.Combine(Repository.Root, "runtime", "build", "StaticNets.targets")).Descendants().Attributes("Code").Select(code => code.Value);

    [Fact]
    public void IdsDiffer() => Assert.Equal(All.Count(), All.Select(descriptor => descriptor.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public void PageHasTitleAndHelpLinkOfItsId(string id)
    {
        var descriptor = All.Single(descriptor => descriptor.Id == id);
        var page = DiagnosticPage.Read(id);
        Assert.Equal(id, page.Id);
        Assert.Equal(descriptor.Title.ToString(null), page.Title);
        Assert.EndsWith($"/generator/docs/{id}.md", descriptor.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void FailingExampleGivesExactlyItsMessage(string id)
    {
        var page = DiagnosticPage.Read(id);
        var problem = Assert.Single(page.Failing.Run().Problems);
        Assert.Equal(id, problem.Id);
        Assert.Equal(page.Message, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void FixedExampleGivesNoMessageAndCompiles(string id)
    {
        var run = DiagnosticPage.Read(id).Fixed.Run();
        Assert.Empty(run.Problems);
        Assert.Empty(run.CompilerProblems);
    }

    [Fact]
    public void ReleaseNotesListEveryId()
    {
        var notes = File.ReadAllText(Path.Combine(Repository.Root, "generator", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(Repository.Root, "generator", "AnalyzerReleases.Shipped.md"));
        Assert.All(All, descriptor => Assert.Contains(
            $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}, [documentation](docs/{descriptor.Id}.md)", notes));
    }
}
