using StaticNets.Samples.Training;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class TrainingLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LogPath => _folder["lenet.log.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_comes_back_as_it_was_saved()
    {
        var log = SmallLog.Create() with { Attention = [new("decoder", ["c", "d"], ["a"], [[0.25f, 0.75f]])] };
        log.Save(LogPath);
        var read = TrainingLog.Load(LogPath);
        Assert.Equivalent(log, read, strict: true);
        Assert.Equal([LogPath], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void The_fields_are_those_of_the_description()
    {
        (SmallLog.Create() with { Examples = [], Filters = [], Classes = ["a"], Confusion = [[1]] }).Save(LogPath);
        Assert.StartsWith(
            """
            {"format":"staticnets-training-log","version":1,"network":"LeNet","parameters":61706,"settings":{"batch":"256"},"classes":["a"],"epochs":[{"epoch":1,"trainLoss":2.3,"trainAccuracy":0.1,"testLoss":
            """,
            File.ReadAllText(LogPath));
    }

    [Fact]
    public void A_log_from_before_there_was_attention_has_none()
    {
        SmallLog.Create().Save(LogPath);
        File.WriteAllText(LogPath, File.ReadAllText(LogPath).Replace(",\"attention\":[]", ""));
        Assert.DoesNotContain("attention", File.ReadAllText(LogPath));
        Assert.Empty(TrainingLog.Load(LogPath).Attention);
    }

    [Fact]
    public void An_accuracy_that_was_not_measured_is_absent()
    {
        var log = SmallLog.Create();
        (log with { Epochs = [log.Epochs[0] with { TrainAccuracy = null }] }).Save(LogPath);
        Assert.DoesNotContain("trainAccuracy", File.ReadAllText(LogPath));
        Assert.Null(TrainingLog.Load(LogPath).Epochs[0].TrainAccuracy);
    }

    [Theory]
    [InlineData("", "is not a training log")]
    [InlineData("[]", "is not a training log")]
    [InlineData("{}", "\"format\" is not \"staticnets-training-log\"")]
    [InlineData("""{"format":"staticnets-training-log","version":2}""", "version 2; this program reads up to 1")]
    [InlineData("""{"format":"staticnets-training-log","version":1}""", "'network'")]
    public void Another_file_is_refused_with_a_reason(string contents, string reason)
    {
        File.WriteAllText(LogPath, contents);
        var error = Assert.Throws<InvalidDataException>(() => TrainingLog.Load(LogPath));
        Assert.Contains(LogPath, error.Message);
        Assert.Contains(reason, error.Message);
    }

    public static TheoryData<string, TrainingLog> DamagedLogs() => new()
    {
        { "confusion is not square", SmallLog.Create() with { Confusion = [[1, 2], [3]] } },
        { "example 3 has 5 pixels instead of 2 x 2", SmallLog.Create() with { Examples = [new(3, 0, 0, 1, 2, 2, new byte[5])] } },
        { "the attention of ab is not 2 x 1 weights", SmallLog.Create() with { Attention = [new("decoder", ["c"], ["a", "b"], [[1], []])] } },
        { "the attention of a is not 1 x 1 weights", SmallLog.Create() with { Attention = [new("decoder", ["c"], ["a"], [])] } },
        { "f has 1 values of shape [1, 1, 5, 5]", SmallLog.Create() with { Filters = [new("f", [1, 1, 5, 5], [1])] } },
    };

    [Theory]
    [MemberData(nameof(DamagedLogs))]
    public void A_log_that_contradicts_itself_is_refused(string reason, TrainingLog log)
    {
        log.Save(LogPath);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => TrainingLog.Load(LogPath)).Message);
    }
}
