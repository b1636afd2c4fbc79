using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using StaticNets.Samples.Training;
using Xunit;

namespace StaticNets.Samples.Tests.Versions;

/// <summary>Logs that this and every earlier version wrote are read, and nothing in them is lost.</summary>
public sealed class VersionLogsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Logs()
    {
        var logs = Directory.GetFiles(Folder(), "*.log.json", SearchOption.AllDirectories);
        return new(logs.Select(path => Path.GetRelativePath(Folder(), path)).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Logs))]
    public void What_is_read_is_written_again(string log)
    {
        TrainingLog.Load(Path.Combine(Folder(), log)).Save(_folder["again.json"]);
        var before = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), log)))!.AsObject();
        var after = JsonNode.Parse(File.ReadAllText(_folder["again.json"]))!.AsObject();
        Assert.All(before, entry => Assert.True(entry.Key == "version" || JsonNode.DeepEquals(entry.Value, after[entry.Key]), entry.Key));
    }

    [Fact]
    public void The_first_version_says_what_it_said()
    {
        var pictures = TrainingLog.Load(Path.Combine(Folder(), "0.1.0", "lenet.log.json"));
        Assert.Equal(("LeNet", 61706, 3, 40), (pictures.Network, pictures.Parameters, pictures.Epochs.Count, pictures.Examples.Count));
        Assert.Equal(2.309887318611145, pictures.Epochs[2].TestLoss);
        Assert.Equal([6, 1, 5, 5], pictures.Filters[0].Shape);
        Assert.Equal(1.1036624272336453, TrainingLog.Load(Path.Combine(Folder(), "0.1.0", "translate.log.json")).Epochs[19].Perplexity);
        Assert.Equal("gru", TrainingLog.Load(Path.Combine(Folder(), "0.1.0", "charlm.log.json")).Settings["cell"]);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
