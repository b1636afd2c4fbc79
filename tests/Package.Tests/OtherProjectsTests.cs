using System.Text.RegularExpressions;
using Xunit;

namespace StaticNets.Package.Tests;

/// <summary>Projects that the package does not fit are told so, in words that help.</summary>
[Collection(UserProject.Cache)]
public sealed partial class OtherProjectsTests(PackedPackage package)
{
    private const string VisualBasic =
        """
        Imports StaticNets

        <Network, Input(4), Dense(2)>
        Partial Public Class Net
        End Class

        Module Program
            Sub Main()
            End Sub
        End Module

        """;

    private const string FSharp =
        """
        module Program

        open StaticNets

        [<Network; Input(4); Dense(2)>]
        type Net() = class end

        [<EntryPoint>]
        let main _ = 0

        """;

    [Fact]
    public async Task AnOlderFrameworkIsRefusedByRestore()
    {
        using var project = new UserProject(package, "System.Console.WriteLine();\n", "<TargetFramework>net8.0</TargetFramework>");
        var build = await project.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error NU1202", build.Output);
        Assert.DoesNotContain("error CS", build.Output);
    }

    [Theory]
    [InlineData("vb", "VB", VisualBasic)]
    [InlineData("fs", "F#", FSharp)]
    public async Task ALanguageWithoutGeneratorsIsNamed(string language, string name, string source)
    {
        var compile = language == "fs" ? "<Compile Include=\"Program.fs\" />" : "";
        using var project = new UserProject(package, source, language: language, references: $"{compile}{UserProject.Reference(package)}");
        var build = await project.Build();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains($"{project.ProjectFile} : warning SNET0501: {Message(name)}\n", build.Output);
    }

    [Fact]
    public async Task ALanguageWithoutGeneratorsUsesNetworksOfALibrary()
    {
        using var library = new UserProject(
            package,
            "using StaticNets;\n\nnamespace Networks;\n\n[Network, Input(4), Dense(2)]\npublic sealed partial class Net;\n",
            "<OutputType>Library</OutputType><AssemblyName>Networks</AssemblyName>");
        using var project = new UserProject(
            package,
            "Module Program\n    Sub Main()\n        System.Console.WriteLine(New Networks.Net(seed:=1).Parameters.Count)\n    End Sub\nEnd Module\n",
            language: "vb",
            references: $"<ProjectReference Include=\"{library.ProjectFile}\" />");
        var build = await project.Build();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.DoesNotContain("SNET0501", build.Output);
        Assert.Equal("2\n", (await project.RunBuilt()).Output);
    }

    /// <summary>The page's message, of which it has the form for VB.</summary>
    private static string Message(string language)
    {
        var page = File.ReadAllText(Path.Combine(PackedPackage.Repository(), "generator", "docs", "SNET0501.md"));
        return Quotation().Match(page).Groups[1].Value.Replace("VB", language, StringComparison.Ordinal);
    }

    [GeneratedRegex("\n> (.*)\n")]
    private static partial Regex Quotation();
}
