using StaticNets.Tests.Networks.Interpreted;
using Xunit;

namespace StaticNets.Tests;

/// <summary>Files go to PyTorch's recurrent modules and come from them whole, with both of their biases.</summary>
public sealed class StateDictTests
{
    private const string Prefix = "network.";

    [Fact]
    public void An_lstm_of_pytorch_is_loaded_and_saved_for_it() => AssertExchanges<StateDictLstm>();

    [Fact]
    public void An_rnn_of_pytorch_is_loaded_and_saved_for_it() => AssertExchanges<StateDictRnn>();

    [Fact]
    public void A_gru_of_pytorch_is_loaded_and_saved_for_it() => AssertExchanges<StateDictGru>();

    [Fact]
    public void A_gru_of_the_other_form_is_not_loaded()
    {
        var path = Path.GetTempFileName();
        try
        {
            new StateDictGru().Parameters.Save(path);
            var error = Assert.Throws<InvalidDataException>(() => StateDictGruResetBefore.Load(path));
            Assert.Contains("\n  otherwise trained: gru1.reset_after is true in the file, but false here", error.Message);

            new StateDictGruResetBefore().Parameters.Save(path);
            error = Assert.Throws<InvalidDataException>(() => StateDictGru.Load(path));
            Assert.Contains("\n  otherwise trained: gru1.reset_after is false in the file, but true here", error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertExchanges<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        using var file = Open(typeof(TNetwork).Name);
        var network = TNetwork.Create(seed: 1);
        network.Parameters.Load(file, prefix: Prefix);
        Assert.Equal(Read(file, "output"), Output(network, Read(file, "input")), (expected, actual) => Math.Abs(expected - actual) < 1e-5);

        var path = Path.GetTempFileName();
        try
        {
            network.Parameters.Save(path);
            using (var saved = SafetensorsFile.Open(path))
            {
                Assert.Equal(
                    file.Tensors.Where(tensor => tensor.Name.StartsWith(Prefix, StringComparison.Ordinal))
                        .Select(tensor => $"{tensor.Name[Prefix.Length..]} {string.Join('x', tensor.Shape)}").Order(),
                    saved.Tensors.Select(tensor => $"{tensor.Name} {string.Join('x', tensor.Shape)}").Order());
            }

            var again = TNetwork.Create(seed: 2);
            again.Parameters.Load(path);
            Assert.Equal(network.Parameters.Values.ToArray(), again.Parameters.Values.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static SafetensorsFile Open(string name)
        => SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "fixtures", "state_dicts", name + ".safetensors"));

    private static float[] Output<TNetwork>(TNetwork network, float[] input)
        where TNetwork : class, INetwork<TNetwork>
    {
        var output = new float[TNetwork.Info.OutputSize];
        var batch = new Batch { Count = 1, Output = output };
        batch.SetValues(0, input);
        TNetwork.Run(network, in batch);
        return output;
    }

    private static float[] Read(SafetensorsFile file, string name)
    {
        Assert.True(file.TryGet(name, out var entry));
        var values = new float[entry.Count];
        file.Read(name, values);
        return values;
    }
}
