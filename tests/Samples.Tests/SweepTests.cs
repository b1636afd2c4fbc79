using System.CommandLine;
using StaticNets.Samples.Classifying.Sweeps;
using StaticNets.Samples.Datasets;
using StaticNets.Samples.LeNetProgram;
using StaticNets.Samples.Plots;
using StaticNets.Samples.Training;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class SweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public SweepTests()
    {
        BarImages.Write(_folder, FashionMnist.TrainImages, FashionMnist.TrainLabels, 100);
        BarImages.Write(_folder, FashionMnist.TestImages, FashionMnist.TestLabels, 40);
    }

    private string SweepPath => _folder["rates.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Jobs_share_out_the_trainings_and_repeat_none()
    {
        File.WriteAllText(SweepPath, """{"rate": [0.1, 0.9], "batch": [25, 50], "optimizer": ["sgd"]}""");
        Assert.Equal(0, Sweep("--index", "1", "--of", "3"));
        Assert.Equal(["0001"], Trainings());
        Assert.Equal(0, Sweep("--index", "0", "--of", "3"));
        Assert.Equal(["0000", "0001", "0003"], Trainings());
        var log = TrainingLog.Load(_folder["rates", "0001", "weights.log.json"]);
        Assert.Equal(("0.1", "50", "sgd", 1), (log.Settings["rate"], log.Settings["batch"], log.Settings["optimizer"], log.Epochs.Count));

        var written = File.GetLastWriteTimeUtc(_folder["rates", "0001", "weights.safetensors"]);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Sweep());
        Assert.Equal(["0000", "0001", "0002", "0003"], Trainings());
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["rates", "0001", "weights.safetensors"]));
        Assert.Contains("training 1 of 4 is complete: ", _output.ToString());
        Assert.Single(_output.ToString().Split('\n'), line => line.StartsWith("epoch 1/1", StringComparison.Ordinal));
    }

    /// <summary>What an interrupted job has left is a checkpoint without weights.</summary>
    [Fact]
    public void An_interrupted_training_goes_on_to_the_same_bits()
    {
        File.WriteAllText(SweepPath, """{"epochs": [2], "seed": [3]}""");
        Assert.Equal(0, Sweep());
        var weights = File.ReadAllBytes(_folder["rates", "0000", "weights.safetensors"]);
        File.Delete(_folder["rates", "0000", "weights.safetensors"]);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Sweep());
        Assert.Contains("resumed after 2 epochs", _output.ToString());
        Assert.Equal(weights, File.ReadAllBytes(_folder["rates", "0000", "weights.safetensors"]));
    }

    [Fact]
    public void Draws_depend_on_their_number_alone()
    {
        File.WriteAllText(SweepPath, """{"draws": 200, "drawSeed": 7, "rate": {"from": 0.001, "to": 1, "scale": "log"}, "batch": {"from": 16, "to": 64}}""");
        var many = SweepFile.Read(SweepPath);
        File.WriteAllText(SweepPath, """{"draws": 3, "drawSeed": 7, "rate": {"from": 0.001, "to": 1, "scale": "log"}, "batch": {"from": 16, "to": 64}}""");
        var few = SweepFile.Read(SweepPath);
        Assert.Equal((200, 3), (many.Count, few.Count));
        Assert.Equal(few.SettingsOf(2), many.SettingsOf(2));
        double[] rates = [.. Enumerable.Range(0, 200).Select(training => double.Parse(many.SettingsOf(training)["rate"]))];
        Assert.All(rates, rate => Assert.InRange(rate, 0.001, 1));
        // A third of each decade of the logarithm.
        Assert.InRange(rates.Count(rate => rate < 0.01), 45, 90);
        Assert.All(Enumerable.Range(0, 200), training => Assert.InRange(int.Parse(many.SettingsOf(training)["batch"]), 16, 64));
    }

    [Fact]
    public void A_report_has_the_best_first_and_what_varies()
    {
        File.WriteAllText(SweepPath, """{"rate": [0.000001, 0.5], "optimizer": "momentum", "batch": 10, "epochs": 4}""");
        Assert.Equal(0, Sweep());
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Run("--report", _folder["rates"]));
        var table = File.ReadAllLines(_folder["rates", "report.md"]);
        Assert.Equal(4, table.Length);
        Assert.Matches(@"^\| training \| +rate \| epochs done \| test accuracy \|", table[0]);
        double[] accuracies = [.. table[2..].Select(row => double.Parse(row.Split('|')[4]))];
        Assert.Equal(accuracies.OrderDescending(), accuracies);
        Assert.StartsWith(string.Join('\n', table), _output.ToString());
        Assert.Equal(0, PlotsCommand.Create().Parse([_folder["rates"], _folder["rates"]]).Invoke(new() { Output = _output, Error = _errors }));
        Assert.True(File.Exists(_folder["rates", "report.png"]));
    }

    [Theory]
    [InlineData("""{"rate": [0.1, -1]}""", "'-1' is no value of rate")]
    [InlineData("""{"optimizer": ["sgd", "adma"]}""", "'adma' is no value of optimizer")]
    [InlineData("""{"rates": [0.1]}""", "rates cannot vary; what can is optimizer, rate, batch, epochs, seed")]
    [InlineData("""{"rate": {"from": 0.1, "to": 1}}""", "rate is a range, of which a grid has no end")]
    [InlineData("""{"draws": 3, "rate": {"from": 0, "to": 1, "scale": "log"}}""", "rate has a range from 0 to 1")]
    [InlineData("""{"draws": 0, "rate": [1]}""", "draws needs a whole number from 1")]
    [InlineData("""{}""", "varies nothing")]
    [InlineData("""[1]""", "needs an object")]
    [InlineData("""{"rate": [0.1}""", "is no sweep")]
    [InlineData("""{"rate": []}""", "rate needs a list of values")]
    public void What_is_wrong_with_a_sweep_is_named_before_anything_is_trained(string json, string message)
    {
        File.WriteAllText(SweepPath, json);
        Assert.Equal(1, Sweep());
        Assert.Contains(message, _errors.ToString());
        Assert.False(Directory.Exists(_folder["rates"]));
    }

    [Fact]
    public void A_training_of_other_settings_is_not_taken_for_this_one()
    {
        File.WriteAllText(SweepPath, """{"rate": [0.1]}""");
        Assert.Equal(0, Sweep());
        File.WriteAllText(SweepPath, """{"rate": [0.2]}""");
        Assert.Equal(1, Sweep());
        Assert.Contains("has a training of another sweep (rate 0.1)", _errors.ToString());
        Assert.Equal(1, Sweep("--index", "3", "--of", "3"));
        Assert.Contains("--index 3 is not below --of 3", _errors.ToString());
        Assert.Equal(1, Run("--report", _folder["nothing"]));
        Assert.Contains($"there is no {_folder["nothing"]}", _errors.ToString());
    }

    /// <summary>As <c>mpiexec</c> would start them.</summary>
    [Fact]
    public void A_training_on_several_processes_leaves_the_files_of_one()
    {
        Assert.Equal(0, Train(null, "one"));
        var expected = File.ReadAllBytes(_folder["one.safetensors"]);
        var outputs = new StringWriter[3];
        InProcessGroup.Run(3, group =>
        {
            outputs[group.Rank] = new StringWriter();
            Assert.Equal(0, Train(group, "three", outputs[group.Rank]));
        });
        Assert.Equal(expected, File.ReadAllBytes(_folder["three.safetensors"]));
        Assert.Contains("1 thread in each of 3 processes", outputs[0].ToString());
        Assert.All(outputs[1..], output => Assert.Empty(output.ToString()));
    }

    private int Train(ProcessGroup? group, string name, TextWriter? output = null)
    {
        string[] arguments = ["--data", _folder.Path, "--save", _folder[$"{name}.safetensors"], "--batch", "64", "--epochs", "2", "--threads", "1"];
        return CommandLine.Create((options, lines, errors) => Job.Run(options with { Group = group }, lines, errors)).Parse(arguments)
            .Invoke(new InvocationConfiguration { Output = output ?? _output, Error = _errors });
    }

    private string[] Trainings() =>
    [
        .. Directory.GetFiles(_folder["rates"], "weights.safetensors", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(Path.GetDirectoryName(path)!)).Order(),
    ];

    private int Sweep(params string[] arguments) => Run(["--data", _folder.Path, "--sweep", SweepPath, "--epochs", "1", .. arguments]);

    private int Run(params string[] arguments) =>
        CommandLine.Create(Job.Run).Parse(arguments).Invoke(new InvocationConfiguration { Output = _output, Error = _errors });
}
