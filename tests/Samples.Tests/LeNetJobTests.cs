using System.CommandLine;
using SkiaSharp;
using StaticNets.Samples.Datasets;
using StaticNets.Samples.LeNetProgram;
using StaticNets.Samples.Training;
using Xunit;

namespace StaticNets.Samples.Tests;

/// <summary>Runs the whole program on a few hundred made-up images: bright bars, whose place is their class.</summary>
public sealed class LeNetJobTests : IDisposable
{
    private const int TrainImages = 300, TestImages = 50;

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public LeNetJobTests()
    {
        BarImages.Write(_folder, FashionMnist.TrainImages, FashionMnist.TrainLabels, TrainImages);
        BarImages.Write(_folder, FashionMnist.TestImages, FashionMnist.TestLabels, TestImages);
    }

    private string Weights => _folder["out.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_ends_with_the_accuracy_and_leaves_weights_log_and_checkpoint()
    {
        Assert.Equal(0, Train("--epochs", "2"));
        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Matches(@"^test accuracy [01]\.\d{4}, \d+ images/s$", lines[^1]);
        Assert.Single(lines, line => line.StartsWith("epoch 1/2: loss ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("epoch 2/2: loss ", StringComparison.Ordinal));
        Assert.Contains("61,706", _output.ToString());
        Assert.Contains(lines, line => line.StartsWith($"vectors of {LeNet.Info.VectorWidth} bits, ", StringComparison.Ordinal));

        var log = TrainingLog.Load(_folder["out.log.json"]);
        Assert.Equal([1, 2], log.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(TestImages, log.Confusion.Sum(row => row.Sum()));
        Assert.Equal(40, log.Examples.Count);
        Assert.Equal(["conv2d1.weight", "conv2d2.weight"], log.Filters.Select(bank => bank.Name));
        Assert.Equal("2", log.Settings["epochs"]);
        Assert.True(File.Exists(Weights));
        Assert.True(File.Exists(_folder["out.checkpoint.safetensors"]));
    }

    [Fact]
    public void Resuming_gives_the_same_bits_as_training_through()
    {
        Assert.Equal(0, Train("--epochs", "3", "--optimizer", "adam"));
        var through = File.ReadAllBytes(Weights);
        Assert.Equal(0, Train("--epochs", "1", "--optimizer", "adam"));
        Assert.NotEqual(through, File.ReadAllBytes(Weights));
        Assert.Equal(0, Train("--epochs", "3", "--optimizer", "adam", "--resume", "--threads", "1"));
        Assert.Equal(through, File.ReadAllBytes(Weights));
        Assert.Equal([1, 2, 3], TrainingLog.Load(_folder["out.log.json"]).Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void Loaded_weights_are_tested_when_there_is_no_epoch_to_train()
    {
        Assert.Equal(0, Train("--epochs", "1"));
        var weights = File.ReadAllBytes(Weights);
        File.Move(Weights, _folder["trained.safetensors"]);
        Assert.Equal(0, Train("--epochs", "0", "--load", _folder["trained.safetensors"]));
        Assert.Equal(weights, File.ReadAllBytes(Weights));

        var log = TrainingLog.Load(_folder["out.log.json"]);
        Assert.Empty(log.Epochs);
        Assert.Equal(TestImages, log.Confusion.Sum(row => row.Sum()));
    }

    [Fact]
    public void Random_weights_do_not_take_the_place_of_trained_ones()
    {
        Assert.Equal(0, Train("--epochs", "1"));
        var files = Directory.GetFiles(_folder.Path).ToDictionary(path => path, File.ReadAllBytes);
        Assert.Equal(0, Train("--epochs", "0"));
        Assert.Equal(files, Directory.GetFiles(_folder.Path).ToDictionary(path => path, File.ReadAllBytes));
        Assert.Contains("nothing is saved: no epoch was trained, and the weights are random\n", _output.ToString());
    }

    [Fact]
    public void A_picture_is_classified_with_the_saved_weights()
    {
        Assert.Equal(0, Train("--epochs", "1"));
        using (var bitmap = new SKBitmap(28, 28, SKColorType.Gray8, SKAlphaType.Opaque))
        using (var file = File.Create(_folder["picture.png"]))
            bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Run("--save", Weights, "--predict", _folder["picture.png"]));
        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal(FashionMnistClasses.Names.Order(), lines.Select(line => line[..12].TrimEnd()).Order());
        Assert.Equal(100, lines.Sum(line => double.Parse(line[12..].TrimEnd(' ', '%'))), 0.1);
    }

    [Fact]
    public void Predicting_without_weights_says_what_to_do()
    {
        Assert.Equal(1, Run("--save", Weights, "--predict", "p.png"));
        Assert.Equal($"--predict needs trained weights, but there is no {Weights}: train first, or name them with --load.\n", _errors.ToString());
    }

    [Fact]
    public void Resuming_without_a_checkpoint_names_it()
    {
        Assert.Equal(1, Train("--resume"));
        Assert.Equal($"--resume needs a file, but there is no {_folder["out.checkpoint.safetensors"]}.\n", _errors.ToString());
    }

    [Fact]
    public void Files_that_are_not_there_are_named_with_their_options()
    {
        Assert.Equal(1, Train("--load", _folder["missing.safetensors"]));
        Assert.Equal(0, Train("--epochs", "1"));
        Assert.Equal(1, Run("--save", Weights, "--predict", _folder["missing.png"]));
        Assert.Equal(
            $"--load needs a file, but there is no {_folder["missing.safetensors"]}.\n--predict needs a file, but there is no {_folder["missing.png"]}.\n",
            _errors.ToString());
    }

    [Fact]
    public void Plots_without_the_program_for_them_are_refused_before_training()
    {
        Assert.Equal(1, Train("--plots", _folder["plots"]));
        Assert.Contains("bash samples/lenet.sh", _errors.ToString());
        Assert.DoesNotContain("epoch", _output.ToString());
    }

    [Fact]
    public void A_file_is_no_folder_for_plots()
    {
        Assert.Equal(1, Train("--plots", _folder[FashionMnist.TrainImages]));
        Assert.Equal($"--plots needs a folder, but {_folder[FashionMnist.TrainImages]} is a file.\n", _errors.ToString());
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void A_folder_without_the_dataset_is_named()
    {
        File.Delete(_folder[FashionMnist.TestLabels]);
        Assert.Equal(1, Train());
        Assert.Contains("t10k-labels-idx1-ubyte.gz missing", _errors.ToString());
    }

    [Fact]
    public void Labels_that_are_no_class_are_refused()
    {
        var bytes = File.ReadAllBytes(_folder[FashionMnist.TrainLabels]);
        bytes[^1] = 10;
        File.WriteAllBytes(_folder[FashionMnist.TrainLabels], bytes);
        Assert.Equal(1, Train());
        Assert.Contains($"{FashionMnist.TrainLabels} has labels above 9", _errors.ToString());
    }

    [Fact]
    public void Where_nothing_can_be_saved_nothing_is_trained()
    {
        Assert.Equal(1, Run("--data", _folder.Path, "--save", _folder["no", "x.safetensors"]));
        Assert.Equal($"--save needs a folder that is there, but there is no {_folder["no"]}.\n", _errors.ToString());
        Assert.Empty(_output.ToString());
    }

    private int Train(params string[] arguments) => Run(["--data", _folder.Path, "--save", Weights, "--batch", "32", .. arguments]);

    private int Run(params string[] arguments) =>
        CommandLine.Create(Job.Run).Parse(arguments).Invoke(new InvocationConfiguration { Output = _output, Error = _errors });
}
