using Xunit;

namespace StaticNets.Package.Tests;

/// <summary>Each template makes a project that builds without a warning and trains in seconds.</summary>
[Collection(UserProject.Cache)]
public sealed class TemplateTests(PackedPackage package)
{
    [Theory]
    [InlineData("staticnets-classifier", @"accuracy (1\.0000|0\.9\d+), macro F1 .*\nlarge \(\d+ ?%\)\n$")]
    [InlineData("staticnets-forecast", @"MAE (0|1)\.\d+, .*\nthe next hours: \d+\.\d(, \d+\.\d){5}\n$")]
    [InlineData("staticnets-text", @"accuracy (1\.0000|0\.9\d+), .*\nthe film was not bad: class 1, probability .*\n$")]
    public async Task ATemplateBuildsAndTrains(string template, string output)
    {
        var folder = Directory.CreateTempSubdirectory("staticnets-template-");
        try
        {
            string[] hive = ["--debug:custom-hive", Path.Combine(folder.FullName, "hive")];
            AssertDone(await ChildProcess.Run(folder.FullName, "dotnet", ["new", "install", package.Templates, .. hive]));
            AssertDone(await ChildProcess.Run(folder.FullName, "dotnet", ["new", template, "-o", "Demo", .. hive]));
            var project = Path.Combine(folder.FullName, "Demo");
            Assert.Contains("namespace Demo;", await File.ReadAllTextAsync(Path.Combine(project, "Network.cs"), TestContext.Current.CancellationToken));
            await File.WriteAllTextAsync(
                Path.Combine(project, "nuget.config"),
                $"<configuration><packageSources><add key=\"staticnets\" value=\"{package.Folder}\" /></packageSources></configuration>",
                TestContext.Current.CancellationToken);
            var run = await ChildProcess.Run(project, "dotnet", "run", "-c", "Release");
            AssertDone(run);
            Assert.DoesNotContain("warning", run.Output);
            Assert.Matches(output, run.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertDone(ChildProcess process) => Assert.True(process.ExitCode == 0, process.Output);
}
