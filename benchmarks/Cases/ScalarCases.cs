using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Inference beside loops in scalar C#: what a processor gains from emitted code that has only narrow vectors.</summary>
internal static class ScalarCases
{
    private const int Pixels = 28 * 28, Steps = 35, Features = 28, Hidden = 256, Classes = 28;

    public static IReadOnlyList<Case> List { get; } =
    [
        .. new[] { 1, 32 }.Select(batch => new Case(
            "LeNet forward", batch, batch, "image", 416_520,
            [new(ScalarLeNet.Library, _ => new ScalarLeNet(StaticNetsModel.InitialWeights<LeNet>(), SampleData.Values(batch * Pixels), batch))],
            new(StaticNetsModel.Library, threads => new StaticNetsForward<LeNet>(new LeNet(), SampleData.Values(batch * Pixels), batch, threads)))),
        .. new[] { 1, 32 }.Select(batch => new Case(
            "LSTM forward", batch, batch * Steps, "token", (4 * Hidden * (Features + Hidden)) + (Hidden * Classes),
            [
                new(ScalarLeNet.Library, _ => new ScalarLstm(
                    StaticNetsModel.InitialWeights<LstmOf256>(), SampleData.Values(batch * Steps * Features), batch, Steps, Features, Hidden, Classes)),
            ],
            new(StaticNetsModel.Library, threads => new StaticNetsForward<LstmOf256>(new LstmOf256(), SampleData.Values(batch * Steps * Features), batch, threads)))),
    ];
}
