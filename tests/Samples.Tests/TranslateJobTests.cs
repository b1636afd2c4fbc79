using System.CommandLine;
using StaticNets.Samples.Training;
using StaticNets.Samples.TranslateProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

/// <summary>Runs the whole program on a few sentences.</summary>
public sealed class TranslateJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public TranslateJobTests() => File.WriteAllLines(
        _folder["pairs.txt"],
        ["Il est vieux.\tHe is old.", "Elle est vieille.\tShe is old.", "Il a faim.\tHe is hungry.", "Ils ont faim.\tThey are hungry."]);

    private string Weights => _folder["out.safetensors"];

    private string[] Lines => _output.ToString().TrimEnd().Split('\n');

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gru", 0)]
    [InlineData("attention", 4)]
    [InlineData("transformer", 4)]
    public void A_few_sentences_are_learned_by_heart(string model, int maps)
    {
        Assert.Equal(0, Train("--model", model, "--epochs", "40"));
        Assert.Equal($"4 pairs from {_folder["pairs.txt"]}; 10 and 8 words, 0.0 % and 0.0 % of the texts unknown", Lines[0]);
        Assert.Contains("il a faim . -> he is hungry .", Lines);
        Assert.Matches(@"^bleu 1\.0000, \d+ tokens/s$", Lines[^1]);

        var log = TrainingLog.Load(_folder["out.log.json"]);
        Assert.Equal(Enumerable.Range(1, 40), log.Epochs.Select(epoch => epoch.Epoch));
        Assert.True(log.Epochs[^1].TrainLoss < log.Epochs[0].TrainLoss / 2, $"{log.Epochs[0].TrainLoss} -> {log.Epochs[^1].TrainLoss}");
        Assert.All(log.Epochs, epoch => Assert.Equal(Math.Exp(epoch.TrainLoss), epoch.Perplexity!.Value, 1e-9));
        Assert.Equal(model, log.Settings["model"]);
        Assert.Equal(maps, log.Attention.Count);
        Assert.All(log.Attention.SelectMany(map => map.Weights), row => Assert.Equal(1, row.Sum(), 1e-4));
    }

    [Fact]
    public void A_map_has_the_sources_and_the_translations_words_and_their_ends()
    {
        Assert.Equal(0, Train("--epochs", "12"));
        var map = TrainingLog.Load(_folder["out.log.json"]).Attention[0];
        Assert.Equal(["il", "est", "vieux", ".", "<eos>"], map.Source);
        Assert.Equal(["he", "is", "old", ".", "<eos>"], map.Target);
        Assert.Contains("       il est vieux . <eos>", Lines);
    }

    [Fact]
    public void Training_on_dates_lowers_the_loss_and_tests_on_those_held_out()
    {
        Assert.Equal(0, Run("--model", "gru", "--epochs", "2", "--save", Weights));
        Assert.StartsWith("10000 dates to learn, 1000 others to be tested on; ", Lines[0]);
        Assert.Matches(@"^exact match \d\.\d{4}, \d+ tokens/s$", Lines[^1]);
        var epochs = TrainingLog.Load(_folder["out.log.json"]).Epochs;
        Assert.True(epochs[1].TrainLoss < epochs[0].TrainLoss);
        Assert.True(epochs[1].TestLoss < epochs[0].TestLoss);
        Assert.True(epochs[1].TestAccuracy > 0.4);
        Assert.Null(epochs[1].Perplexity);
    }

    [Fact]
    public void Resuming_gives_the_same_bits_as_training_through()
    {
        Assert.Equal(0, Train("--epochs", "3"));
        var through = File.ReadAllBytes(Weights);
        File.Delete(Weights);

        // A checkpoint is written before the line of its epoch; that line cannot be written here.
        using var full = new FullDisk("epoch 2/3: ");
        Assert.Equal(1, Run(full, ["--pairs", _folder["pairs.txt"], "--save", Weights, "--epochs", "3"]));
        Assert.Contains(FullDisk.Message, _errors.ToString());
        Assert.False(File.Exists(Weights));

        Assert.Equal(0, Train("--epochs", "3", "--resume", "--threads", "1"));
        Assert.Contains(Lines, line => line.StartsWith("resumed after 2 epochs and 20 steps from ", StringComparison.Ordinal));
        Assert.Equal(through, File.ReadAllBytes(Weights));
        Assert.Equal([1, 2, 3], TrainingLog.Load(_folder["out.log.json"]).Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void Resuming_without_an_epoch_to_train_translates_with_the_checkpoints_weights()
    {
        Assert.Equal(0, Train("--epochs", "12"));
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Train("--epochs", "0", "--resume"));
        Assert.Contains("il a faim . -> he is hungry .", Lines);
        Assert.Equal(12, TrainingLog.Load(_folder["out.log.json"]).Epochs.Count);

        File.Delete(_folder["out.checkpoint.safetensors"]);
        Assert.Equal(1, Train("--epochs", "0", "--resume"));
        Assert.Equal($"--resume needs a file, but there is no {_folder["out.checkpoint.safetensors"]}.\n", _errors.ToString());
    }

    [Fact]
    public void Loaded_weights_translate_with_their_own_words()
    {
        Assert.Equal(0, Train("--epochs", "12"));
        File.WriteAllText(_folder["pairs.txt"], "Elle est vieille.\tShe is old.\nIl dort.\tHe sleeps.\n");
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Run("--pairs", _folder["pairs.txt"], "--load", Weights, "--epochs", "0", "--save", _folder["other.safetensors"], "--beam", "3"));
        Assert.EndsWith("; 10 and 8 words, 14.3 % and 14.3 % of the texts unknown", Lines[0]);
        Assert.Contains("elle est vieille . -> she is old .", Lines);
        Assert.Matches(@"^bleu \d\.\d{4}$", Lines[^1]);
        Assert.False(File.Exists(_folder["other.log.json"]));
    }

    [Fact]
    public void Weights_without_their_words_are_an_error_that_names_the_file()
    {
        Assert.Equal(0, Train("--epochs", "1"));
        File.Delete(_folder["out.target.txt"]);
        Assert.Equal(1, Train("--load", Weights, "--epochs", "0"));
        Assert.Contains(_folder["out.target.txt"], _errors.ToString());
    }

    [Fact]
    public void Words_of_another_network_are_refused()
    {
        Assert.Equal(0, Train("--epochs", "1"));
        File.WriteAllText(_folder["out.source.txt"], "StaticNets vocabulary 1 Word 300\n<unk>\nil\n");
        Assert.Equal(1, Train("--load", Weights, "--epochs", "0"));
        Assert.Equal(
            $"{_folder["out.source.txt"]} is a vocabulary of 300 Word tokens, but one of 256 words that begin with <pad>, <bos>, <eos> is needed.\n",
            _errors.ToString());
    }

    [Fact]
    public void A_bad_line_is_an_error_that_names_it()
    {
        File.WriteAllText(_folder["pairs.txt"], "a\tb\nc\n");
        Assert.Equal(1, Train());
        Assert.StartsWith($"{_folder["pairs.txt"]}, line 2: ", _errors.ToString());
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_with_its_option()
    {
        Assert.Equal(1, Run("--pairs", _folder["missing.txt"], "--epochs", "0"));
        Assert.Equal(1, Train("--load", _folder["missing.safetensors"]));
        Assert.Equal(
            $"--pairs needs a file, but there is no {_folder["missing.txt"]}.\n--load needs a file, but there is no {_folder["missing.safetensors"]}.\n",
            _errors.ToString());
    }

    [Fact]
    public void Plots_without_their_program_are_an_error_before_the_training()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("STATICNETS_PLOTS") is not null, "The program is there.");
        Assert.Equal(1, Train("--plots", _folder["plots"]));
        Assert.Contains("run bash samples/translate.sh", _errors.ToString());
        Assert.False(File.Exists(_folder["out.log.json"]));
    }

    [Fact]
    public void The_pairs_are_not_replaced_by_a_vocabulary()
    {
        File.Move(_folder["pairs.txt"], _folder["out.source.txt"]);
        Assert.Equal(1, Run("--pairs", _folder["out.source.txt"], "--epochs", "1", "--save", Weights));
        Assert.Contains($"the training would replace {_folder["out.source.txt"]}, from which it learns", _errors.ToString());
        Assert.StartsWith("Il est vieux.", File.ReadAllText(_folder["out.source.txt"]));
    }

    [Fact]
    public void Where_nothing_can_be_saved_nothing_is_trained()
    {
        Assert.Equal(1, Run("--pairs", _folder["pairs.txt"], "--save", _folder["no", "x.safetensors"]));
        Assert.Equal($"--save needs a folder that is there, but there is no {_folder["no"]}.\n", _errors.ToString());
        Assert.Empty(_output.ToString());
    }

    private int Train(params string[] arguments) => Run(["--pairs", _folder["pairs.txt"], "--save", Weights, .. arguments]);

    private int Run(params string[] arguments) => Run(_output, arguments);

    private int Run(TextWriter output, string[] arguments) =>
        CommandLine.Create(Job.Run).Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = _errors });
}
