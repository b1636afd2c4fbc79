using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace StaticNets.Benchmarks.Cases;

/// <summary>The LeNet5 that SimpleChains.jl publishes its times for: relu, max pooling, no padding (<see cref="LeNet5"/>).</summary>
internal static class LeNet5Cases
{
    private const int InputSize = 28 * 28, Classes = 10;

    /// <summary>Large enough for a wrong gradient to show in the next losses, small enough to stay finite however often the same batch is learned.</summary>
    private const double LearningRate = 0.1;

    private const long Conv1 = 6 * 24 * 24 * (1 * 5 * 5), Conv2 = 16 * 8 * 8 * (6 * 5 * 5), Dense = 256 * 120 + 120 * 84 + 84 * 10;

    /// <summary>Forward, gradient of the weights and of the inputs, except of the image.</summary>
    private const long TrainingMultiplyAdds = 3 * (Conv1 + Conv2 + Dense) - Conv1;

    private static readonly int[] Batches = [32, 256];

    public static IEnumerable<Case> TrainingStep => Batches.Select(batch => new Case(
        "LeNet5 training step", batch, batch, "image", TrainingMultiplyAdds,
        [
            new(TorchSharpForward.Library, threads => new TorchSharpTrainingStep(
                Module(), Input(batch), [batch, 1, 28, 28], SampleData.Labels(batch, Classes), LearningRate, threads)),
        ],
        new(StaticNetsModel.Library, threads => new StaticNetsTrainingStep<LeNet5>(
            new LeNet5(), Input(batch), SampleData.Labels(batch, Classes), LearningRate, threads))));

    private static float[] Input(int batch) => SampleData.Values(batch * InputSize);

    private static Module<Tensor, Tensor> Module() => TorchSharpModel.Sequential(StaticNetsModel.InitialWeights<LeNet5>(),
        ("conv1", Conv2d(1, 6, 5)), ("relu1", ReLU()), ("pool1", MaxPool2d(2)),
        ("conv2", Conv2d(6, 16, 5)), ("relu2", ReLU()), ("pool2", MaxPool2d(2)),
        ("flatten", Flatten()),
        ("dense1", Linear(256, 120)), ("relu3", ReLU()),
        ("dense2", Linear(120, 84)), ("relu4", ReLU()),
        ("dense3", Linear(84, Classes)));
}
