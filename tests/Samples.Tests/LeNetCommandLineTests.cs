using System.CommandLine;
using StaticNets.Samples.Classifying;
using StaticNets.Samples.LeNetProgram;
using StaticNets.Samples.TrainingProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class LeNetCommandLineTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private Options? _options;

    [Fact]
    public void The_defaults_are_the_books()
    {
        Assert.Equal(0, Run());
        Assert.Equal(new Options(), _options);
        Assert.Equal((10, 256, 0.9, OptimizerKind.Sgd), (_options!.Epochs, _options.Batch, _options.EffectiveRate, _options.Optimizer));
        Assert.Equal(Environment.ProcessorCount, _options.Threads);
        Assert.Equal(("lenet.safetensors", "lenet.log.json", "lenet.checkpoint.safetensors"), (_options.Save, _options.LogPath, _options.CheckpointPath));
    }

    [Fact]
    public void Every_option_is_understood()
    {
        Assert.Equal(0, Run(
            "--epochs", "3", "--batch=64", "--rate", "0.05", "--threads", "2", "--seed", "18446744073709551615", "--optimizer", "AdamW",
            "--data", "d", "--load", "l", "--save", "a/b", "--plots", "p"));
        Assert.Equal(
            new Options
            {
                Epochs = 3,
                Batch = 64,
                Rate = 0.05,
                Threads = 2,
                Seed = ulong.MaxValue,
                Optimizer = OptimizerKind.AdamW,
                Data = "d",
                Load = "l",
                Save = "a/b",
                Plots = "p",
            },
            _options);
        Assert.Equal(("a/b.log.json", "a/b.checkpoint.safetensors"), (_options!.LogPath, _options.CheckpointPath));
    }

    [Theory]
    [InlineData("sgd", 0.9, typeof(Sgd))]
    [InlineData("momentum", 0.1, typeof(Sgd))]
    [InlineData("adam", 0.001, typeof(Adam))]
    [InlineData("adamw", 0.001, typeof(AdamW))]
    public void Each_optimizer_has_its_own_rate(string name, double rate, Type type)
    {
        Assert.Equal(0, Run("--optimizer", name));
        var optimizer = _options!.CreateOptimizer();
        Assert.Equal(rate, optimizer.Rate);
        Assert.IsType(type, optimizer);
        Assert.Equal(name == "momentum" ? 0.9 : 0, (optimizer as Sgd)?.Momentum ?? 0);
    }

    [Theory]
    [InlineData("--epochs needs a whole number from 0 to 1000000, but got 'ten'.", "--epochs", "ten")]
    [InlineData("--epochs needs a whole number from 0 to 1000000, but got '-1'.", "--epochs", "-1")]
    [InlineData("--batch needs a whole number from 1 to 60000, but got '0'.", "--batch", "0")]
    [InlineData("--batch needs a whole number from 1 to 60000, but got '2.5'.", "--batch", "2.5")]
    [InlineData("--rate needs a number above 0, but got '0'.", "--rate", "0")]
    [InlineData("--rate needs a number above 0, but got 'NaN'.", "--rate", "NaN")]
    [InlineData("--rate needs a number above 0, but got '0,9'.", "--rate", "0,9")]
    [InlineData("--threads needs a whole number from 1 to 1024, but got '0'.", "--threads", "0")]
    [InlineData("--seed needs a whole number from 0 to 18446744073709551615, but got '-3'.", "--seed", "-3")]
    [InlineData("--optimizer needs sgd, momentum, adam or adamw, but got 'lion'.", "--optimizer", "lion")]
    [InlineData("--optimizer needs sgd, momentum, adam or adamw, but got '2'.", "--optimizer", "2")]
    [InlineData("--save needs a name, but got an empty text.", "--save", "")]
    [InlineData("--resume and --load cannot be given together.", "--resume", "--load", "w")]
    [InlineData("--resume and --predict cannot be given together.", "--resume", "--predict", "i")]
    [InlineData("--predict and --plots cannot be given together.", "--predict", "i", "--plots", "p")]
    [InlineData("Required argument missing for option: '--data'.", "--data")]
    [InlineData("--load needs a name, but got '--resum'; a file of that name is ./--resum.", "--load", "--resum")]
    [InlineData("There is no option --epoch: did you mean --epochs?", "--epoch", "3")]
    public void A_wrong_value_is_an_error_that_names_the_option(string message, params string[] arguments)
    {
        Assert.Equal(1, Run(arguments));
        Assert.Null(_options);
        Assert.Contains(message, _errors.ToString());
    }

    [Fact]
    public void Help_explains_every_option()
    {
        Assert.Equal(0, Run("--help"));
        Assert.Null(_options);
        string[] options =
        [
            "--epochs", "--batch", "--rate", "--threads", "--seed", "--optimizer", "--data", "--load", "--save", "--predict", "--resume", "--plots",
        ];
        Assert.All(options, option => Assert.Matches($"""  {option}( <\S+>)? +\S+ """, _output.ToString()));
        Assert.Contains("[default: 256]", _output.ToString());
    }

    private int Run(params string[] arguments) =>
        ProgramCommand.Invoke(CommandLine.Create(Remember), arguments, new InvocationConfiguration { Output = _output, Error = _errors });

    private int Remember(Options options, TextWriter output, TextWriter errors)
    {
        _options = options;
        return 0;
    }
}
