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
            {"format":"staticnets-training-log","version":1,"network":"LeNet","parameters":61706,"settings":{"batch":"256"},"classes":["a"],
            """
            + """
            "epochs":[{"epoch":1,"trainLoss":2.3,"trainAccuracy":0.1,"testLoss":
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
    public void Several_losses_have_entries_of_their_own_and_a_single_one_has_none()
    {
        var log = SmallLog.Create();
        log.Save(LogPath);
        Assert.DoesNotContain("losses", File.ReadAllText(LogPath));
        var several = log with { Epochs = [log.Epochs[0] with { Losses = [new("tag", 0.5, 0.25, 0.75, null), new("level", 1, null, null, null)] }] };
        several.Save(LogPath);
        Assert.Equivalent(several, TrainingLog.Load(LogPath), strict: true);
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
    [InlineData("\"classes\":[\"a\"]", "\"classes\":[null]", "classes has null as number 0")]
    [InlineData("\"confusion\":[[1]]", "\"confusion\":[null]", "confusion has null as number 0")]
    [InlineData("\"confusion\":[[1]]", "\"confusion\":[[-1]]", "confusion has a count below 0")]
    [InlineData("\"confusion\":[[1]]", "\"confusion\":[[null]]", "is not a training log")]
    [InlineData("\"epochs\":[{", "\"epochs\":[null,{", "epochs has null as number 0")]
    [InlineData("\"epoch\":1", "\"epoch\":0", "an epoch has the number 0")]
    [InlineData("\"epoch\":1", "\"epoch\":-2147483648", "an epoch has the number -2147483648")]
    [InlineData("\"seconds\":1.5", "\"seconds\":-1.5", "took -1.5 seconds")]
    [InlineData("\"examples\":[", "\"examples\":[null,", "examples has null as number 0")]
    [InlineData("\"width\":2,\"height\":2", "\"width\":-2,\"height\":-2", "4 pixels instead of -2 x -2")]
    [InlineData("\"width\":2,\"height\":2", "\"width\":65536,\"height\":65536", "4 pixels instead of 65536 x 65536")]
    [InlineData("\"width\":2,\"height\":2,\"pixels\":\"AAAAAA==\"", "\"width\":65536,\"height\":65536,\"pixels\":\"\"", "0 pixels instead of 65536 x 65536")]
    [InlineData("\"width\":2,\"height\":2,\"pixels\":\"AAAAAA==\"", "\"width\":0,\"height\":0,\"pixels\":\"\"", "0 pixels instead of 0 x 0")]
    [InlineData("\"pixels\":\"AAAAAA==\"", "\"pixels\":null", "is not a training log")]
    [InlineData("\"label\":0", "\"label\":-1", "the label -1")]
    [InlineData("\"filters\":[", "\"filters\":[null,", "filters has null as number 0")]
    [InlineData("\"shape\":[1,1,1,1]", "\"shape\":[-1,-1,1,1]", "f has 1 values of shape [-1, -1, 1, 1]")]
    [InlineData("\"shape\":[1,1,1,1],\"values\":[1]", "\"shape\":[65536,65536,1,1],\"values\":[]", "f has 0 values of shape [65536, 65536, 1, 1]")]
    [InlineData(
        "\"shape\":[1,1,1,1],\"values\":[1]", "\"shape\":[65536,65536,65536,65536],\"values\":[]", "f has 0 values of shape [65536, 65536, 65536, 65536]")]
    [InlineData("\"shape\":[1,1,1,1],\"values\":[1]", "\"shape\":[2147483647,2147483647,2147483647,2147483647],\"values\":[]", "f has 0 values")]
    [InlineData("\"shape\":[1,1,1,1],\"values\":[1]", "\"shape\":[0,1,1,1],\"values\":[]", "f has 0 values of shape [0, 1, 1, 1]")]
    [InlineData("\"attention\":[", "\"attention\":[null,", "attention has null as number 0")]
    [InlineData("\"source\":[\"c\"]", "\"source\":[null]", "the source of an attention has null as number 0")]
    [InlineData("\"weights\":[[1]]", "\"weights\":[null]", "the weights of an attention has null as number 0")]
    [InlineData("\"settings\":{\"batch\":\"256\"}", "\"settings\":{\"batch\":null}", "the setting batch is null")]
    [InlineData("\"version\":1", "\"version\":0", "its version is 0")]
    [InlineData("\"version\":1", "\"version\":-1", "its version is -1")]
    [InlineData("\"parameters\":61706", "\"parameters\":-1", "the number of parameters is -1")]
    public void Nulls_in_lists_negative_numbers_and_sizes_that_overflow_are_refused(string good, string bad, string reason)
    {
        var log = SmallLog.Create(epochs: 1) with
        {
            Classes = ["a"],
            Confusion = [[1]],
            Examples = [new(3, 0, 0, 1, 2, 2, new byte[4])],
            Filters = [new("f", [1, 1, 1, 1], [1])],
            Attention = [new("decoder", ["c"], ["a"], [[1]])],
        };
        log.Save(LogPath);
        var text = File.ReadAllText(LogPath);
        Assert.Contains(good, text);
        TrainingLog.Load(LogPath);
        File.WriteAllText(LogPath, text.Replace(good, bad));
        var error = Assert.Throws<InvalidDataException>(() => TrainingLog.Load(LogPath));
        Assert.StartsWith(LogPath, error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void What_a_log_says_comes_into_messages_short_and_without_codes()
    {
        foreach (var name in new[] { new string('x', 1_000_000), "\u001b[2J" })
        {
            (SmallLog.Create() with { Filters = [new(name, [1, 1, 5, 5], [1])] }).Save(LogPath);
            var message = Assert.Throws<InvalidDataException>(() => TrainingLog.Load(LogPath)).Message;
            Assert.InRange(message.Length, 1, 1000);
            Assert.DoesNotContain('\u001b', message);
        }
    }

    [Fact]
    public void A_log_is_written_through_a_link_and_into_no_device()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices have other names elsewhere.");
        File.CreateSymbolicLink(_folder["link"], "lenet.log.json");
        SmallLog.Create().Save(_folder["link"]);
        TrainingLog.Load(LogPath);
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal(
            "/dev/full cannot be written: it is a device, and only a file is replaced.",
            Assert.Throws<IOException>(() => SmallLog.Create().Save("/dev/full")).Message);
        Assert.Equal(
            $"{_folder.Path} cannot be read: it is a folder, but a file is needed.", Assert.Throws<IOException>(() => TrainingLog.Load(_folder.Path)).Message);
    }

    [Theory]
    [MemberData(nameof(DamagedLogs))]
    public void A_log_that_contradicts_itself_is_refused(string reason, TrainingLog log)
    {
        log.Save(LogPath);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => TrainingLog.Load(LogPath)).Message);
    }
}
