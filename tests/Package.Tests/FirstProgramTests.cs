using System.Text.RegularExpressions;
using Xunit;

namespace StaticNets.Package.Tests;

/// <summary>The program of README.md is a file that runs as it stands, with the package from the feed that it tells of.</summary>
[Collection(UserProject.Cache)]
public sealed partial class FirstProgramTests(PackedPackage package)
{
    [Fact]
    public async Task TheReadmesProgramTrainsSavesLoadsAndPredicts()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(PackedPackage.Repository(), "README.md"), TestContext.Current.CancellationToken);
        var program = Program().Match(readme).Groups["code"].Value.Replace("#:package StaticNets@*-*", $"#:package StaticNets@{package.Version}");
        Assert.Contains(package.Version, program);
        var folder = Directory.CreateTempSubdirectory("staticnets-file-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "disc.cs"), program, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "nuget.config"),
                $"<configuration><packageSources><add key=\"staticnets\" value=\"{package.Folder}\" /></packageSources></configuration>",
                TestContext.Current.CancellationToken);
            var run = await ChildProcess.Run(folder.FullName, "dotnet", "run", "disc.cs");
            Assert.True(run.ExitCode == 0, run.Output);
            Assert.DoesNotContain("warning", run.Output);
            Assert.Matches(
                @"epoch 20/20: loss .*\nloss \d\.\d+, accuracy (1\.0000|0\.9\d+) over 400 predictions\nclass 1, probability (1\.0000|0\.9\d+)\n$", run.Output);
            Assert.True(File.Exists(Path.Combine(folder.FullName, "disc.safetensors")));
        }
        finally
        {
            await ChildProcess.Run(folder.FullName, "dotnet", "clean", "disc.cs");
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("```csharp\n(?<code>#:package.*?)```", RegexOptions.Singleline)]
    private static partial Regex Program();
}
