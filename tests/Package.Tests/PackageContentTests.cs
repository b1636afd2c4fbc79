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
}
