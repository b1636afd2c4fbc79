using Xunit;

namespace StaticNets.Package.Tests;

public sealed class PackageContentTests(PackedPackage package)
{
    [Theory]
    [InlineData("lib/net10.0/StaticNets.dll")]
    [InlineData("lib/net10.0/StaticNets.xml")]
    [InlineData("analyzers/dotnet/cs/StaticNets.Generator.dll")]
    [InlineData("analyzers/dotnet/cs/StaticNets.CodeFixes.dll")]
    [InlineData("tasks/netstandard2.0/StaticNets.Tasks.dll")]
    [InlineData("build/net10.0/StaticNets.props")]
    [InlineData("build/net10.0/StaticNets.targets")]
    [InlineData("buildTransitive/net10.0/StaticNets.props")]
    [InlineData("buildTransitive/net10.0/StaticNets.targets")]
    [InlineData("README.md")]
    [InlineData("LICENSE")]
    [InlineData("icon.png")]
    public void PackageHolds(string file) => Assert.Contains(file, package.Files());

    [Fact]
    public void PackageHasNoOtherAssembly()
        => Assert.Equal(
            ["StaticNets.CodeFixes.dll", "StaticNets.Generator.dll", "StaticNets.Tasks.dll", "StaticNets.dll"],
            package.Files().Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void PackageDependsOnNothing()
        => Assert.DoesNotContain(package.Manifest().Descendants(), element => element.Name.LocalName == "dependency");

    [Fact]
    public void ManifestStatesLicenceAndReadme()
    {
        var manifest = package.Manifest();
        Assert.Equal("MIT", manifest.Element(manifest.Name.Namespace + "license")?.Value);
        Assert.Equal("README.md", manifest.Element(manifest.Name.Namespace + "readme")?.Value);
    }

    [Fact]
    public void ManifestStatesWhereItComesFrom()
    {
        var manifest = package.Manifest();
        var nuspec = manifest.Name.Namespace;
        Assert.Equal("https://github.com/staticnets/staticnets", manifest.Element(nuspec + "projectUrl")?.Value);
        Assert.Equal("https://github.com/staticnets/staticnets", manifest.Element(nuspec + "repository")?.Attribute("url")?.Value);
        Assert.Equal("git", manifest.Element(nuspec + "repository")?.Attribute("type")?.Value);
        Assert.Equal("icon.png", manifest.Element(nuspec + "icon")?.Value);
        Assert.EndsWith("CHANGELOG.md", manifest.Element(nuspec + "releaseNotes")?.Value);
    }

    /// <summary>On the package's page there are no files beside it.</summary>
    [Fact]
    public void LinksOfTheReadmeLeadToTheRepository()
    {
        var readme = package.Text("README.md");
        Assert.Contains("](https://github.com/staticnets/staticnets/blob/main/docs/layers.md)", readme);
        Assert.DoesNotMatch(@"\]\((?!https:|#)", readme);
        var lines = File.ReadAllLines(Path.Combine(PackedPackage.Repository(), "README.md"));
        Assert.Equal(lines.Length, readme.TrimEnd().Split('\n').Length);
        Assert.Contains(lines.Single(line => line.StartsWith("var labels", StringComparison.Ordinal)), readme);
    }
}
