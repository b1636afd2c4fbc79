using System.CommandLine;
using StaticNets.Samples.TrainingProgram;
using StaticNets.Samples.TranslateProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class TranslateCommandLineTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private Options? _options;

    [Fact]
    public void The_defaults_are_the_books()
    {
        Assert.Equal(0, Run());
        Assert.Equal(new Options(), _options);
        Assert.Equal(
            (Model.Attention, 20, 64, 0.005, 1.0, 1), (_options!.Model, _options.EffectiveEpochs, _options.Batch, _options.Rate, _options.Clip, _options.Beam));
        Assert.Equal(
            ("translate.safetensors", "translate.log.json", "translate.checkpoint.safetensors"), (_options.Save, _options.LogPath, _options.CheckpointPath));
    }

    [Fact]
    public void Every_option_is_understood()
    {
        Assert.Equal(0, Run(
            "--model", "transformer", "--pairs", "p.txt", "--epochs", "3", "--batch=32", "--rate", "0.05", "--clip", "2.5", "--threads", "2", "--seed", "7",
            "--beam", "4", "--interactive", "--load", "l", "--save", "a/b", "--plots", "d"));
        Assert.Equal(
            new Options
            {
                Model = Model.Transformer,
                Pairs = "p.txt",
                Epochs = 3,
                Batch = 32,
                Rate = 0.05,
                Clip = 2.5,
                Threads = 2,
                Seed = 7,
                Beam = 4,
                Interactive = true,
                Load = "l",
                Save = "a/b",
                Plots = "d",
            },
            _options);
        Assert.Equal(3, _options!.EffectiveEpochs);
    }

    [Theory]
    [InlineData("gru", Model.Gru, 300)]
    [InlineData("attention", Model.Attention, 250)]
    [InlineData("transformer", Model.Transformer, 200)]
    internal void Each_model_learns_pairs_as_long_as_in_the_book(string name, Model model, int epochs)
    {
        Assert.Equal(0, Run("--model", name, "--pairs", "p"));
        Assert.Equal((model, epochs), (_options!.Model, _options.EffectiveEpochs));
        Assert.Equal(name, CommandLine.NameOf(model));
    }

    [Theory]
    [InlineData("--model needs gru, attention or transformer, but got 'tree'.", "--model", "tree")]
    [InlineData("--epochs needs a whole number from 0 to 1000000, but got '-1'.", "--epochs", "-1")]
    [InlineData("--rate needs a number above 0, but got '0'.", "--rate", "0")]
    [InlineData("--beam needs a whole number from 1 to 1000, but got '0'.", "--beam", "0")]
    [InlineData("--resume and --load cannot be given together.", "--resume", "--load", "w")]
    [InlineData("There is no option --paris: did you mean --pairs?", "--paris=fra-eng.txt")]
    [InlineData("Unrecognized command or argument 'fra-eng.txt'.", "fra-eng.txt")]
    public void A_wrong_value_is_an_error_that_names_the_option(string message, params string[] arguments)
    {
        Assert.Equal(1, Run(arguments));
        Assert.Null(_options);
        Assert.Contains(message, _errors.ToString());
    }

    private int Run(params string[] arguments) =>
        ProgramCommand.Invoke(CommandLine.Create(Remember), arguments, new InvocationConfiguration { Output = _output, Error = _errors });

    private int Remember(Options options, TextWriter output, TextWriter errors)
    {
        _options = options;
        return 0;
    }
}
