using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Xunit;

[assembly: AssemblyFixture(typeof(StaticNets.Package.Tests.PackedPackage))]

namespace StaticNets.Package.Tests;

/// <summary>The package, packed once for all tests into a folder that serves as their package source.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    /// <summary>No other run has this version, so that NuGet's cache never answers with an older build.</summary>
    public string Version { get; } = $"0.0.1-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    /// <summary>The package source.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("staticnets-package-").FullName;

    public async ValueTask InitializeAsync()
    {
        await Pack("runtime");
        await Pack("generator/Templates");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The file with the templates.</summary>
    public string Templates => Path.Combine(Folder, $"StaticNets.Templates.{Version}.nupkg");

    /// <summary>The paths of the package's files.</summary>
    public IReadOnlyList<string> Files()
    {
        using var package = Open();
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>The <c>metadata</c> element of the package's manifest.</summary>
    public XElement Manifest()
    {
        using var package = Open();
        using var manifest = package.GetEntry("StaticNets.nuspec")!.Open();
        return XDocument.Load(manifest).Root!.Elements().Single();
    }

    /// <summary>The text of one of the package's files.</summary>
    public string Text(string file)
    {
        using var package = Open();
        using var reader = new StreamReader(package.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    private async Task Pack(string project)
    {
        // Only the package's version is set: another version of the assemblies would have the runtime built anew, and again after the tests.
        var pack = await ChildProcess.Run(Repository(), "dotnet", "pack", project, "-c", "Release", "-o", Folder, $"-p:PackageVersion={Version}");
        Assert.True(pack.ExitCode == 0, pack.Output);
        Assert.DoesNotContain("warning", pack.Output);
    }

    private ZipArchive Open() => ZipFile.OpenRead(Path.Combine(Folder, $"StaticNets.{Version}.nupkg"));

    internal static string Repository([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
