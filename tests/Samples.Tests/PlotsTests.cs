using System.Buffers.Binary;
using System.CommandLine;
using StaticNets.Samples.Plots;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class PlotsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    private string LogPath => _folder["lenet.log.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_in_a_log_is_drawn()
    {
        SmallLog.Create().Save(LogPath);
        Assert.Equal(0, Run(LogPath, _folder["plots"]));
        string[] expected = ["confusion.png", "curves.png", "examples.png", "filters-conv2d1.png", "filters-conv2d2.png"];
        Assert.Equal(expected, Directory.GetFiles(_folder["plots"]).Select(Path.GetFileName).Order());
        Assert.All(expected, name => Assert.Contains(_folder["plots", name], _output.ToString()));
        Assert.Equal((1300, 520), Size("curves.png"));
        Assert.Equal((6 * 110 + 90 + 24 + 110, 110 + 26 + 56), Size("filters-conv2d1.png"));
    }

    [Fact]
    public void What_a_log_lacks_is_not_drawn()
    {
        (SmallLog.Create() with { Confusion = [], Examples = [], Filters = [] }).Save(LogPath);
        Assert.Equal(0, Run(LogPath, _folder["plots"]));
        Assert.Equal(["curves.png"], Directory.GetFiles(_folder["plots"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_language_models_log_gives_its_perplexity()
    {
        var log = SmallLog.Create() with { Confusion = [], Examples = [], Filters = [] };
        (log with { Epochs = [.. log.Epochs.Select(epoch => epoch with { TestLoss = null, TestAccuracy = null, Perplexity = Math.Exp(epoch.TrainLoss) })] })
            .Save(LogPath);
        Assert.Equal(0, Run(LogPath, _folder["plots"]));
        Assert.Equal(["perplexity.png"], Directory.GetFiles(_folder["plots"]).Select(Path.GetFileName));
        Assert.Equal((800, 520), Size("perplexity.png"));
    }

    [Fact]
    public void What_a_translator_attends_to_is_drawn_with_a_cell_for_each_weight()
    {
        var log = SmallLog.Create() with { Confusion = [], Examples = [], Filters = [], Epochs = [] };
        (log with
        {
            Attention =
            [
                new("decoder", ["4", ".", "5", "<eos>"], ["0", "4"], [[0, 0.5f, 0.25f, 0.25f], [1, 0, 0, 0]]),
                new("block2.cross", ["quatre", "heures"], ["four"], [[0.5f, 0.5f]]),
            ],
        }).Save(LogPath);
        Assert.Equal(0, Run(LogPath, _folder["plots"]));
        Assert.Equal(["attention-1.png", "attention-2.png"], Directory.GetFiles(_folder["plots"]).Select(Path.GetFileName).Order());
        Assert.Equal((4 * 34 + 39 + 90, 2 * 34 + 40 + 50), Size("attention-1.png"));
        Assert.Equal((2 * 34 + 66 + 90, 1 * 34 + 84 + 50), Size("attention-2.png"));
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(300, 30, 17)]
    public void Short_and_long_logs_are_drawn(int epochs, int classes, int examples)
    {
        SmallLog.Create(epochs, classes, examples).Save(LogPath);
        Assert.Equal(0, Run(LogPath, _folder["plots"]));
        Assert.Equal(5, Directory.GetFiles(_folder["plots"]).Length);
    }

    [Fact]
    public void A_filter_of_zeros_is_drawn()
    {
        (SmallLog.Create() with { Filters = [new("a/b.weight", [1, 1, 2, 3], [0, 0, 0, 0, 0, 0])] }).Save(LogPath);
        Assert.Equal(0, Run(LogPath, _folder["plots"]));
        Assert.True(File.Exists(_folder["plots", "filters-a-b.png"]));
    }

    [Fact]
    public void Pictures_are_written_as_other_files_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices have other names elsewhere.");
        (SmallLog.Create() with { Confusion = [], Examples = [], Filters = [] }).Save(LogPath);
        Directory.CreateDirectory(_folder["plots"]);
        File.CreateSymbolicLink(_folder["plots", "curves.png"], "../picture.png");
        Assert.Equal(0, Run(LogPath, _folder["plots"]));
        Assert.Equal("../picture.png", new FileInfo(_folder["plots", "curves.png"]).LinkTarget);
        Assert.True(new FileInfo(_folder["picture.png"]).Length > 1000);
        File.Delete(_folder["plots", "curves.png"]);
        File.CreateSymbolicLink(_folder["plots", "curves.png"], "/dev/full");
        Assert.Equal(1, Run(LogPath, _folder["plots"]));
        Assert.Contains("it is a device, and only a file is replaced", _errors.ToString());
    }

    [Fact]
    public void A_picture_too_large_to_open_is_an_error()
    {
        (SmallLog.Create() with { Filters = [new("f.weight", [2000, 1, 1, 1], new float[2000])] }).Save(LogPath);
        Assert.Equal(1, Run(LogPath, _folder["plots"]));
        Assert.Contains("pixels", _errors.ToString());
    }

    [Fact]
    public void Another_file_is_an_error_that_names_it()
    {
        File.WriteAllText(LogPath, "{}");
        Assert.Equal(1, Run(LogPath, _folder["plots"]));
        Assert.Contains($"{LogPath} is not a training log", _errors.ToString());
    }

    [Fact]
    public void A_missing_log_is_an_error_that_names_it()
    {
        Assert.Equal(1, Run(LogPath, _folder["plots"]));
        Assert.Contains(LogPath, _errors.ToString());
    }

    private int Run(params string[] arguments) =>
        PlotsCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = _output, Error = _errors });

    /// <summary>Width and height, which stand at fixed places of every PNG file.</summary>
    private (int Width, int Height) Size(string name)
    {
        var bytes = File.ReadAllBytes(_folder["plots", name]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        return (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }
}
