using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Inference beside loops in scalar C#: what a processor gains from emitted code that has only narrow vectors.</summary>
internal static class ScalarCases
{
    private const int Steps = 35, Features = 28, Hidden = 256, Classes = 28;

    private static readonly int[] Batches = [1, 32];

    public static IReadOnlyList<Case> List { get; } =
    [
        .. Batches.Select(batch => Case<LeNet>(
            "LeNet forward", batch, batch, "image", LeNetCases.ForwardMultiplyAdds,
            weights => new ScalarLeNet(weights, SampleData.Values(batch * LeNetCases.InputSize), batch))),
        .. Batches.Select(batch => Case<LstmOf256>(
            "LSTM forward", batch, batch * Steps, "token", LstmOf256.Info.MultiplyAdds / Steps,
            weights => new ScalarLstm(weights, SampleData.Values(batch * Steps * Features), batch, Steps, Features, Hidden, Classes))),
    ];

    private static Case Case<TNetwork>(string name, int batch, int items, string itemName, long multiplyAdds, Func<IReadOnlyList<float[]>, IContender> scalar)
        where TNetwork : class, INetwork<TNetwork> => new(
            name, batch, items, itemName, multiplyAdds,
            [new(ScalarLoops.Library, _ => scalar(StaticNetsModel.InitialWeights<TNetwork>()))],
            new(StaticNetsModel.Library, threads => new StaticNetsForward<TNetwork>(
                TNetwork.Create(0), SampleData.Values(batch * TNetwork.Info.Inputs[0].Size), batch, threads)));
}
