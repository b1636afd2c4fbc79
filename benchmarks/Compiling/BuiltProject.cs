using StaticNets.Benchmarks.Measuring;
using StaticNets.Benchmarks.Processes;
using StaticNets.Generator;

namespace StaticNets.Benchmarks.Compiling;

/// <summary>A project in a folder of its own that refers to StaticNets, and the time that <c>dotnet build</c> takes for it.</summary>
internal static class BuiltProject
{
    private const int Runs = 3;

    /// <summary>The median of the seconds that a build from scratch takes, without its restore.</summary>
    /// <param name="source">Its one file; empty for none.</param>
    public static double Seconds(string source)
    {
        var folder = Directory.CreateTempSubdirectory("staticnets-compile-");
        try
        {
            // Whatever lies further up is none of its business.
            File.WriteAllText(Path.Combine(folder.FullName, "Directory.Build.props"), "<Project />");
            File.WriteAllText(Path.Combine(folder.FullName, "Directory.Build.targets"), "<Project />");
            File.WriteAllText(Path.Combine(folder.FullName, "Directory.Packages.props"), "<Project />");
            string project = Path.Combine(folder.FullName, "Sample.csproj");
            File.WriteAllText(project, $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                  </PropertyGroup>
                  <ItemGroup>
                    <Reference Include="{typeof(NetworkAttribute).Assembly.Location}" />
                    <Analyzer Include="{typeof(NetworkGenerator).Assembly.Location}" />
                    <CompilerVisibleProperty Include="StaticNetsVectorWidths" />
                  </ItemGroup>
                </Project>
                """);
            File.WriteAllText(Path.Combine(folder.FullName, "Sample.cs"), source);
            ChildProcess.Run("dotnet", "restore", project);
            string[] build = ["build", project, "--no-restore", "--no-incremental", "-v", "q", "-p:UseSharedCompilation=false"];
            return Statistics.Median(Enumerable.Range(0, Runs).Select(_ => Cost.Of(() => ChildProcess.Run("dotnet", build)).Milliseconds / 1000));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
