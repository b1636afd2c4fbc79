using System.CommandLine;
using StaticNets.Samples.Classifying;
using StaticNets.Samples.Datasets;
using StaticNets.Samples.Training;
using StaticNets.Samples.Vision;
using StaticNets.Tests.IlBudget;
using Xunit;

namespace StaticNets.Samples.Tests;

/// <summary>The program of the book's modern networks.</summary>
public sealed class VisionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_network_has_defaults_of_its_own()
    {
        Assert.All(NetworkChoice.All, choice =>
        {
            var (network, options) = Parse("--network", choice.Name);
            Assert.Equal(choice.Name, network.Name);
            Assert.Equal((choice.Defaults, $"{choice.Name}.safetensors"), (options, options.Save));
        });
        Assert.Equal("resnet", Parse().Network.Name);
        Assert.Equal(new Options { Save = "lenet.safetensors" }, Parse("--network", "LeNet").Options);
        Assert.Equal((5, 0.5, OptimizerKind.Sgd), Parse("--epochs", "5", "--rate", "0.5", "--optimizer", "sgd").Options is var given
            ? (given.Epochs, given.EffectiveRate, given.Optimizer) : default);
    }

    [Fact]
    public void A_network_that_is_not_there_is_an_error_that_lists_those_there_are()
    {
        Assert.Equal(1, Run("--network", "inception"));
        Assert.Contains("--network needs one of lenet|alexnet|vgg|nin|googlenet|resnet|densenet|mobilenet|vit", _errors.ToString());
        Assert.Contains("but got 'inception'", _errors.ToString());
    }

    [Fact]
    public void A_training_can_be_resumed_to_the_same_bits()
    {
        BarImages.Write(_folder, FashionMnist.TrainImages, FashionMnist.TrainLabels, 100);
        BarImages.Write(_folder, FashionMnist.TestImages, FashionMnist.TestLabels, 20);
        string[] common = ["--network", "mobilenet", "--data", _folder.Path, "--batch", "32", "--rate", "0.01", "--optimizer", "momentum"];
        Assert.Equal(0, Run([.. common, "--epochs", "2", "--save", _folder["through"], "--threads", "2"]));
        var log = TrainingLog.Load(_folder["through.log.json"]);
        Assert.Equal([1, 2], log.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal("MobileNet", log.Network);

        // Epochs are the annealed rate's duration: the first of two is trained by stopping the second.
        var stopped = new Options
        {
            Epochs = 2,
            Batch = 32,
            Rate = 0.01,
            Optimizer = OptimizerKind.Momentum,
            Anneals = true,
            Data = _folder.Path,
            Save = _folder["resumed"],
        };
        using var stop = new CancellationTokenSource();
        var lines = new StoppingWriter(stop);
        Assert.Throws<OperationCanceledException>(() => TrainingJob.Run<MobileNet>(stopped, NetworkChoice.Script, lines, stop.Token));
        Assert.Equal(0, Run([.. common, "--epochs", "2", "--save", _folder["resumed"], "--resume", "--threads", "1"]));
        Assert.Equal(File.ReadAllBytes(_folder["through"]), File.ReadAllBytes(_folder["resumed"]));
    }

    /// <summary>RyuJIT compiles methods that are too large without optimising them, and says nothing.</summary>
    [Fact]
    public void Every_method_stays_far_below_the_limits_of_the_JIT()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "vision.dll"));
        Assert.Empty(MethodSize.Of(file).SelectMany(method => method.Excesses));
    }

    private (NetworkChoice Network, Options Options) Parse(params string[] arguments)
    {
        (NetworkChoice, Options)? parsed = null;
        Assert.Equal(0, CommandLine.Create(arguments, (network, options, _, _) =>
        {
            parsed = (network, options);
            return 0;
        }).Parse(arguments).Invoke(new InvocationConfiguration { Output = _output, Error = _errors }));
        return parsed!.Value;
    }

    private int Run(params string[] arguments) => CommandLine.Create(arguments, (network, options, output, _) =>
    {
        network.Train(options, output, CancellationToken.None);
        return 0;
    }).Parse(arguments).Invoke(new InvocationConfiguration { Output = _output, Error = _errors });

    /// <summary>Cancels after the first epoch.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value?.StartsWith("epoch 1/", StringComparison.Ordinal) == true)
                stop.Cancel();
            base.WriteLine(value);
        }
    }
}
