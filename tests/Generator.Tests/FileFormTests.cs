using System.Reflection;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What names and shapes of weights do not tell of a network: its files say it, and are asked for it.</summary>
public sealed class FileFormTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void AGruOfPyTorchIsNotLoadedIntoTheDefaultForm()
    {
        Run("[Input(3, 2), Gru(2, Name = \"first\"), Gru(2, Name = \"second\"), SoftmaxCrossEntropy]", (net, parameters) =>
        {
            Safetensors.Write(_path, parameters.Tensors());
            var error = Assert.Throws<InvalidDataException>(() => Load(net));
            Assert.Contains("unknown form: first.reset_after is false here", error.Message);
            Assert.Contains("unknown form: second.reset_after is false here", error.Message);
            Assert.Contains("declare ResetAfter = true", error.Message);
            Assert.Equal(parameters.Values, Load(net, allow: LoadAllowances.UnstatedForm).Values);
            parameters.Save(_path);
            Assert.Equal(parameters.Values, Load(net).Values);
        });
    }

    [Fact]
    public void AGruOfPyTorchIsLoadedIntoItsForm() => Run("[Input(3, 2), Gru(2, ResetAfter = true), SoftmaxCrossEntropy]", (net, parameters) =>
    {
        Safetensors.Write(_path, parameters.Tensors());
        Assert.Equal(parameters.Values, Load(net).Values);
    });

    [Fact]
    public void AttentionOfAnotherNumberOfHeadsIsNotLoaded()
    {
        Run("[Input(3, 4), MultiHeadAttention(4), MeanSquaredError]", (_, parameters) => parameters.Save(_path));
        Run("[Input(3, 4), MultiHeadAttention(2), MeanSquaredError]", (net, parameters) =>
        {
            Assert.Contains(
                "otherwise trained: multiheadattention1.heads is 4 in the file, but 2 here", Assert.Throws<InvalidDataException>(() => Load(net)).Message);
            // PyTorch does not say.
            Safetensors.Write(_path, parameters.Tensors());
            Assert.Equal(parameters.Values, Load(net).Values);
        });
    }

    [Fact]
    public void UnknownTensorsAreLeftAloneOnDemand() => Run("[Input(3), Dense(2), MeanSquaredError]", (net, parameters) =>
    {
        Safetensors.Write(_path, [.. parameters.Tensors(), new SafetensorsTensor("head.weight", [1], [1f])]);
        Assert.Contains("unexpected: head.weight 1", Assert.Throws<InvalidDataException>(() => Load(net)).Message);
        Assert.Equal(parameters.Values, Load(net, strict: false).Values);
    });

    [Fact]
    public void ALayerOrBlockMayHaveAnyNameInACheckpoint() => Run(
        "[Input(3), Dense(3), Dense(3, Name = \"optimizer.exp_avg.dense1\"), Dense(3, Name = \"recurrent_state.x\"), MeanSquaredError]",
        (net, _) => InMemory.Call(this, nameof(Resume), net));

    private void Resume<T>()
        where T : class, INetwork<T>
    {
        var network = T.Create(1);
        using (var trainer = new Trainer<T>(network, new Adam()))
            trainer.SaveCheckpoint(_path);
        var resumed = T.Create(2);
        using (var trainer = new Trainer<T>(resumed, new Adam()))
            trainer.Resume(_path);
        Assert.Equal(network.Parameters.Values, resumed.Parameters.Values);
        resumed.Parameters.Clear();
        resumed.Parameters.Load(_path);
        Assert.Equal(network.Parameters.Values, resumed.Parameters.Values);
    }

    private static void Run(string layers, Action<Type, ParameterSet> use)
    {
        var run = GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;");
        Assert.DoesNotContain(run.Problems, problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        InMemory.Run(run, assembly => use(assembly.GetType("Net")!, Parameters(Activator.CreateInstance(assembly.GetType("Net")!, 3UL)!)));
    }

    private static ParameterSet Parameters(object network) => (ParameterSet)network.GetType().GetProperty("Parameters")!.GetValue(network)!;

    private ParameterSet Load(Type net, bool strict = true, LoadAllowances allow = LoadAllowances.None)
    {
        try
        {
            return Parameters(net.GetMethod("Load")!.Invoke(null, [_path, null, strict, allow])!);
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
