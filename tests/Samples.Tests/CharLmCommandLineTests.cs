using System.CommandLine;
using StaticNets.Samples.CharLmProgram;
using StaticNets.Samples.TrainingProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class CharLmCommandLineTests
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
            (Cell.Gru, 500, 1.0, 32, 1.0, 10_000), (_options!.Cell, _options.Epochs, _options.EffectiveRate, _options.Batch, _options.Clip, _options.Tokens));
        Assert.Equal(("charlm.safetensors", "charlm.log.json", "charlm.checkpoint.safetensors"), (_options.Save, _options.LogPath, _options.CheckpointPath));
    }

    [Fact]
    public void Every_option_is_understood()
    {
        Assert.Equal(0, Run(
            "book.txt", "--cell", "deep-lstm", "--epochs", "3", "--rate", "0.05", "--batch=64", "--clip", "2.5", "--tokens", "500", "--threads", "2",
            "--seed", "7", "--prefix", "Time, Traveller!", "--length", "9", "--temperature", "0", "--load", "l", "--save", "a/b", "--plots", "p"));
        Assert.Equal(
            new Options
            {
                Text = "book.txt",
                Cell = Cell.DeepLstm,
                Epochs = 3,
                Rate = 0.05,
                Batch = 64,
                Clip = 2.5,
                Tokens = 500,
                Threads = 2,
                Seed = 7,
                Prefix = "time traveller",
                Length = 9,
                Temperature = 0,
                Load = "l",
                Save = "a/b",
                Plots = "p",
            },
            _options);
    }

    [Theory]
    [InlineData("rnn", Cell.Rnn, 1)]
    [InlineData("gru", Cell.Gru, 1)]
    [InlineData("lstm", Cell.Lstm, 1)]
    [InlineData("deep-lstm", Cell.DeepLstm, 2)]
    [InlineData("bi-lstm", Cell.BiLstm, 1)]
    internal void Each_cell_has_the_books_rate(string name, Cell cell, double rate)
    {
        Assert.Equal(0, Run("--cell", name));
        Assert.Equal((cell, rate), (_options!.Cell, _options.EffectiveRate));
    }

    [Theory]
    [InlineData("--cell needs rnn, gru, lstm, deep-lstm or bi-lstm, but got 'tree'.", "--cell", "tree")]
    [InlineData("--clip needs a number above 0, but got '0'.", "--clip", "0")]
    [InlineData("--temperature needs a number from 0 up, but got '-1'.", "--temperature", "-1")]
    [InlineData("--prefix needs letters from a to z, but got '42'.", "--prefix", "42")]
    [InlineData("--tokens needs a whole number from 1 to 2147483647, but got '0'.", "--tokens", "0")]
    [InlineData("--resume and --load cannot be given together.", "--resume", "--load", "w")]
    [InlineData("--save needs a name, but got '--resum'; a file of that name is ./--resum.", "--save", "--resum")]
    public void A_wrong_value_is_an_error_that_names_the_option(string message, params string[] arguments)
    {
        Assert.Equal(1, Run(arguments));
        Assert.Null(_options);
        Assert.Contains(message, _errors.ToString());
    }

    [Theory]
    [InlineData("There is no option --foo.", "--foo")]
    [InlineData("There is no option --temprature: did you mean --temperature?", "--temprature", "0.5")]
    [InlineData("There is no option --temprature: did you mean --temperature?", "--temprature=0.5", "book.txt")]
    [InlineData("There is no option --epoch: did you mean --epochs?", "book.txt", "--epoch", "3", "--seed", "x")]
    [InlineData("There is no option -epochs: did you mean --epochs?", "-epochs", "3")]
    public void A_misspelt_option_is_not_taken_for_a_text(string message, params string[] arguments)
    {
        Assert.Equal(1, Run(arguments));
        Assert.Null(_options);
        Assert.Equal($"{message}\n--help lists the options.\n", _errors.ToString());
    }

    [Fact]
    public void A_text_with_the_name_of_an_option_stands_behind_two_dashes()
    {
        Assert.Equal(0, Run("--epochs", "1", "--", "--foo"));
        Assert.Equal("--foo", _options!.Text);
    }

    [Fact]
    public void An_at_sign_means_nothing_special()
    {
        Assert.Equal(0, Run("@book.txt", "--prefix", "@home"));
        Assert.Equal(("@book.txt", "home"), (_options!.Text, _options.Prefix));
    }

    [Fact]
    public void A_second_text_is_refused_without_a_guess_at_what_it_means()
    {
        Assert.Equal(1, Run("a.txt", "b.txt"));
        Assert.Null(_options);
        Assert.Equal(
            "Unrecognized command or argument 'b.txt'.\n--help lists the options.\n",
            string.Join('\n', _errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)) + "\n");
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void Help_is_shown_whatever_else_is_said()
    {
        Assert.Equal(0, Run("--help", "--foo"));
        Assert.Contains("--temperature", _output.ToString());
    }

    private int Run(params string[] arguments) =>
        ProgramCommand.Invoke(CommandLine.Create(Remember), arguments, new InvocationConfiguration { Output = _output, Error = _errors });

    private int Remember(Options options, TextWriter output, TextWriter errors)
    {
        _options = options;
        return 0;
    }
}
