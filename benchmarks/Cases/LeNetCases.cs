using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace StaticNets.Benchmarks.Cases;

/// <summary>The LeNet of "Dive into Deep Learning": sigmoid, average pooling, padding 2 (<see cref="LeNet"/>).</summary>
internal static class LeNetCases
{
    public const int InputSize = 28 * 28;

    private const int Classes = 10;

    /// <summary>Large enough for a wrong gradient to show in the next losses, small enough to stay finite however often the same batch is learned.</summary>
    private const double LearningRate = 0.1;

    private const long Conv1 = 6 * 28 * 28 * (1 * 5 * 5), Conv2 = 16 * 10 * 10 * (6 * 5 * 5), Dense = 400 * 120 + 120 * 84 + 84 * 10;

    public const long ForwardMultiplyAdds = Conv1 + Conv2 + Dense;

    /// <summary>Backward needs as much again for the gradient of the weights and of the inputs, but nobody asks for that of the image.</summary>
    private const long TrainingMultiplyAdds = 3 * ForwardMultiplyAdds - Conv1;

    private const int TrainerBatch = 256;
    private static readonly int[] Batches = [1, 32, 256];
    private static readonly string ModelFile = Path.Combine(AppContext.BaseDirectory, "models", "lenet.onnx");

    public static IEnumerable<Case> Forward => Batches.Select(batch => new Case(
        "LeNet forward", batch, batch, "image", ForwardMultiplyAdds,
        [
            new(TorchSharpForward.Library, threads => new TorchSharpForward(Module(), Input(batch), Shape(batch), batch * Classes, threads)),
            new(
                OnnxRuntimeForward.Library,
                threads => new OnnxRuntimeForward(File.ReadAllBytes(ModelFile), Input(batch), Shape(batch), [batch, Classes], threads)),
        ],
        new(StaticNetsModel.Library, threads => new StaticNetsForward<LeNet>(Network(), Input(batch), batch, threads))));

    public static IEnumerable<Case> TrainingStep => Batches.Select(batch => new Case(
        "LeNet training step", batch, batch, "image", TrainingMultiplyAdds,
        [
            new(TorchSharpForward.Library, threads => new TorchSharpTrainingStep(
                Module(), Input(batch), Shape(batch), SampleData.Labels(batch, Classes), LearningRate, threads)),
        ],
        new(StaticNetsModel.Library, threads => new StaticNetsTrainingStep<LeNet>(
            Network(), Input(batch), SampleData.Labels(batch, Classes), LearningRate, threads))));

    /// <summary>The same steps as users run them, through the trainer.</summary>
    public static IEnumerable<Case> Trainer =>
    [
        new(
            "LeNet training by Trainer", TrainerBatch, TrainerBatch, "image", TrainingMultiplyAdds,
            [
                new(TorchSharpForward.Library, threads => new TorchSharpTrainingStep(
                    Module(), Input(TrainerBatch), Shape(TrainerBatch), SampleData.Labels(TrainerBatch, Classes), LearningRate, threads)),
            ],
            new(StaticNetsModel.Library, threads => new StaticNetsTrainer<LeNet>(
                Network(), Input(TrainerBatch), SampleData.Labels(TrainerBatch, Classes), LearningRate, threads))),
    ];

    private static LeNet Network() => StaticNetsModel.Create<LeNet>(OnnxWeights.Read(ModelFile));

    private static float[] Input(int batch) => SampleData.Values(batch * InputSize);

    private static long[] Shape(int batch) => [batch, 1, 28, 28];

    private static Module<Tensor, Tensor> Module() => TorchSharpModel.Sequential(OnnxWeights.Read(ModelFile),
        ("conv1", Conv2d(1, 6, 5, padding: 2)), ("sigmoid1", Sigmoid()), ("pool1", AvgPool2d(2)),
        ("conv2", Conv2d(6, 16, 5)), ("sigmoid2", Sigmoid()), ("pool2", AvgPool2d(2)),
        ("flatten", Flatten()),
        ("dense1", Linear(400, 120)), ("sigmoid3", Sigmoid()),
        ("dense2", Linear(120, 84)), ("sigmoid4", Sigmoid()),
        ("dense3", Linear(84, Classes)));
}
