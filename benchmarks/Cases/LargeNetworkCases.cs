using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Networks whose weights, or values, are too many for a core's own caches.</summary>
internal static class LargeNetworkCases
{
    public static IEnumerable<Case> List =>
    [
        .. new NetworkCases<Vgg>("Vgg", learningRate: 0.01).All(1, 16, 64),
        .. new NetworkCases<Mlp>("Mlp", learningRate: 0.01).All(1, 16, 256),
        .. new NetworkCases<ResNet20>("ResNet20", learningRate: 0.01).All(1, 16, 64),
        .. new NetworkCases<ResNet>("ResNet", learningRate: 0.001).All(1, 16, 64),
        .. new NetworkCases<AlexNet>("AlexNet", learningRate: 0.01).All(1, 16),
        .. new NetworkCases<Depthwise>("Depthwise", learningRate: 0.01).All(1, 16, 64),
        .. new NetworkCases<LstmBig>("LstmBig", learningRate: 0.1).All(1, 16, 32),
        .. new NetworkCases<Words>("Words", learningRate: 0.1).All(1, 16, 32),
        .. new NetworkCases<Bert>("Bert", learningRate: 0.01).All(1, 16),
    ];
}
