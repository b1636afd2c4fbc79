using System.CommandLine;
using StaticNets.Samples.CharLmProgram;
using StaticNets.Samples.Training;
using Xunit;

namespace StaticNets.Samples.Tests;

/// <summary>Runs the whole program on a few hundred characters.</summary>
public sealed class CharLmJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public CharLmJobTests() => File.WriteAllText(_folder["text.txt"], string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 10)));

    private string Weights => _folder["out.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_ends_with_a_text_and_the_perplexity_and_leaves_weights_log_and_checkpoint()
    {
        Assert.Equal(0, Train("--epochs", "2", "--length", "30"));
        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal($"439 characters from {_folder["text.txt"]}", lines[0]);
        Assert.Single(lines, line => line.StartsWith("epoch 1/2: perplexity ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("epoch 2/2: perplexity ", StringComparison.Ordinal));
        Assert.Matches("^the[a-z ]{30}$", lines[^2]);
        Assert.Matches(@"^perplexity \d+\.\d{4}, \d+ tokens/s$", lines[^1]);

        var log = TrainingLog.Load(_folder["out.log.json"]);
        Assert.Equal([1, 2], log.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(log.Epochs, epoch => Assert.Equal(Math.Exp(epoch.TrainLoss), epoch.Perplexity!.Value, 1e-9));
        Assert.Null(log.Epochs[0].TestLoss);
        Assert.Equal("rnn", log.Settings["cell"]);
        Assert.True(File.Exists(Weights));
        Assert.True(File.Exists(_folder["out.checkpoint.safetensors"]));
    }

    [Fact]
    public void A_sentence_that_comes_again_and_again_is_learned_and_written()
    {
        Assert.Equal(0, Train("--epochs", "40", "--prefix", "the quick", "--temperature", "0", "--length", "40"));
        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal("the quick brown fox jumps over the lazy dog the q", lines[^2]);
    }

    [Fact]
    public void Resuming_gives_the_same_bits_as_training_through()
    {
        Assert.Equal(0, Train("--epochs", "3"));
        var through = File.ReadAllBytes(Weights);
        Assert.Equal(0, Train("--epochs", "1"));
        Assert.NotEqual(through, File.ReadAllBytes(Weights));
        Assert.Equal(0, Train("--epochs", "3", "--resume", "--threads", "1"));
        Assert.Equal(through, File.ReadAllBytes(Weights));
        Assert.Equal([1, 2, 3], TrainingLog.Load(_folder["out.log.json"]).Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void The_weights_of_the_best_epoch_are_kept_also_across_an_interruption()
    {
        // A learning rate that throws the network back.
        string[] wild = ["--rate", "2"];
        Assert.Equal(0, Train([.. wild, "--epochs", "4"]));
        var epochs = TrainingLog.Load(_folder["out.log.json"]).Epochs;
        var best = epochs.MinBy(epoch => epoch.Perplexity)!;
        Assert.True(best.Epoch < epochs.Count, "the last epoch is the best, and shows nothing");
        var kept = File.ReadAllBytes(Weights);
        Assert.Contains($"(of epoch {best.Epoch}, the best)", _output.ToString());
        Assert.StartsWith(FormattableString.Invariant($"perplexity {best.Perplexity:0.0000}, "), _output.ToString().TrimEnd().Split('\n')[^1]);

        Assert.Equal(0, Train([.. wild, "--epochs", $"{best.Epoch}"]));
        Assert.Equal(kept, File.ReadAllBytes(Weights));
        Assert.Equal(0, Train([.. wild, "--epochs", "4", "--resume"]));
        Assert.Equal(kept, File.ReadAllBytes(Weights));
    }

    [Fact]
    public void A_finished_training_resumed_without_its_log_says_so_and_leaves_the_weights()
    {
        Assert.Equal(0, Train("--epochs", "1"));
        var weights = File.ReadAllBytes(Weights);
        File.Delete(_folder["out.log.json"]);
        Assert.Equal(1, Train("--epochs", "1", "--resume"));
        Assert.Contains(_folder["out.log.json"], _errors.ToString());
        Assert.Equal(weights, File.ReadAllBytes(Weights));
    }

    [Fact]
    public void Loaded_weights_write_without_a_text_to_learn_from()
    {
        Assert.Equal(0, Train("--epochs", "1"));
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Run("--cell", "rnn", "--epochs", "0", "--load", Weights, "--length", "20"));
        Assert.Matches("^the[a-z ]{20}\n$", _output.ToString());
    }

    [Fact]
    public void Resuming_without_an_epoch_to_train_writes_with_the_checkpoints_weights()
    {
        Assert.Equal(0, Train("--epochs", "1"));
        var files = Directory.GetFiles(_folder.Path).ToDictionary(path => path, File.ReadAllBytes);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Run("--cell", "rnn", "--epochs", "0", "--load", _folder["out.checkpoint.safetensors"], "--length", "20"));
        var trained = _output.ToString();
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Run("--cell", "rnn", "--epochs", "0", "--resume", "--save", Weights, "--length", "20"));
        Assert.Equal(trained, _output.ToString());
        Assert.Equal(files, Directory.GetFiles(_folder.Path).ToDictionary(path => path, File.ReadAllBytes));

        File.Delete(_folder["out.checkpoint.safetensors"]);
        Assert.Equal(1, Run("--cell", "rnn", "--epochs", "0", "--resume", "--save", Weights));
        Assert.Equal($"--resume needs a file, but there is no {_folder["out.checkpoint.safetensors"]}.\n", _errors.ToString());
    }

    [Fact]
    public void A_text_too_short_for_a_batch_says_what_to_change()
    {
        Assert.Equal(1, Train("--tokens", "100"));
        Assert.Equal(
            $"{_folder["text.txt"]} gives 100 characters, but batches of 2 need 105: take a longer text, more --tokens or a smaller --batch.\n",
            _errors.ToString());
    }

    [Theory]
    [InlineData("500")]
    [InlineData("0")]
    public void A_text_that_is_not_there_is_named(string epochs)
    {
        Assert.Equal(1, Run(_folder["missing.txt"], "--epochs", epochs));
        Assert.Equal($"TEXT FILE needs a file, but there is no {_folder["missing.txt"]}.\n", _errors.ToString());
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void A_folder_instead_of_a_file_is_called_one()
    {
        Assert.Equal(1, Run(_folder.Path));
        Assert.Equal(1, Train("--load", _folder.Path));
        Assert.Equal($"TEXT FILE needs a file, but {_folder.Path} is a folder.\n--load needs a file, but {_folder.Path} is a folder.\n", _errors.ToString());
    }

    [Fact]
    public void The_text_is_not_replaced_by_what_was_learned_from_it()
    {
        var text = File.ReadAllText(_folder["text.txt"]);
        Assert.Equal(1, Run(_folder["text.txt"], "--cell", "rnn", "--batch", "2", "--epochs", "1", "--save", Path.Combine(_folder.Path, ".", "text.txt")));
        Assert.Contains($"the training would replace {_folder["text.txt"]}, from which it learns", _errors.ToString());
        Assert.Equal(text, File.ReadAllText(_folder["text.txt"]));
    }

    [Fact]
    public void Where_nothing_can_be_saved_nothing_is_trained()
    {
        Assert.Equal(1, Run(_folder["text.txt"], "--save", _folder["no", "x.safetensors"]));
        Assert.Equal($"--save needs a folder that is there, but there is no {_folder["no"]}.\n", _errors.ToString());
        Assert.Empty(_output.ToString());
    }

    private int Train(params string[] arguments) => Run(
        [_folder["text.txt"], "--cell", "rnn", "--batch", "2", "--save", Weights, .. arguments]);

    private int Run(params string[] arguments) =>
        CommandLine.Create(Job.Run).Parse(arguments).Invoke(new InvocationConfiguration { Output = _output, Error = _errors });
}
