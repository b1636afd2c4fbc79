using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Single recurrent layers, one sequence, one step a call.</summary>
internal static class StepCases
{
    /// <summary>A run takes so many, that what surrounds it does not count.</summary>
    private const int Steps = 64;

    public static IEnumerable<Case> List
    {
        get
        {
            yield return Of<LstmOf16>("LSTM-16 step", RecurrentKind.Lstm, 16, () =>
            {
                var network = new LstmOf16();
                var state = new LstmOf16.State();
                return (input, output) => network.Step(input, output, state);
            });
            yield return Of<LstmOf64>("LSTM-64 step", RecurrentKind.Lstm, 64, () =>
            {
                var network = new LstmOf64();
                var state = new LstmOf64.State();
                return (input, output) => network.Step(input, output, state);
            });
            yield return Of<GruOf16>("GRU-16 step", RecurrentKind.Gru, 16, () =>
            {
                var network = new GruOf16();
                var state = new GruOf16.State();
                return (input, output) => network.Step(input, output, state);
            });
            yield return Of<GruOf64>("GRU-64 step", RecurrentKind.Gru, 64, () =>
            {
                var network = new GruOf64();
                var state = new GruOf64.State();
                return (input, output) => network.Step(input, output, state);
            });
        }
    }

    private static Case Of<TNetwork>(string name, RecurrentKind kind, int hidden, Func<NetworkStep> step)
        where TNetwork : class, INetwork<TNetwork>
    {
        long gates = kind == RecurrentKind.Lstm ? 4 : 3;
        var input = SampleData.Values(Steps * hidden);
        // TorchSharp 0.107 gives other outputs there than ONNX Runtime and StaticNets, which agree; why is not known.
        bool hasTorchSharp = !(kind == RecurrentKind.Lstm && hidden == 16);
        Entrant torchSharp = new(TorchSharpForward.Library, threads => new TorchSharpStep(
            kind, StaticNetsModel.NamedWeights<TNetwork>(), input, Steps, hidden, threads));
        return new Case(
            name, 1, Steps, "step", gates * hidden * 2 * hidden,
            [
                .. hasTorchSharp ? [torchSharp] : Array.Empty<Entrant>(),
                new(OnnxRuntimeForward.Library, threads => new OnnxRuntimeStep(
                    OnnxRecurrent.Step(kind, StaticNetsModel.NamedWeights<TNetwork>(), hidden, hidden), input, Steps, hidden, threads)),
            ],
            new(StaticNetsModel.Library, _ => new StaticNetsStep(step(), input, Steps, hidden)));
    }
}
