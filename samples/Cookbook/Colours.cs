using StaticNets.Data;

namespace StaticNets.Samples.Cookbook;

/// <summary>What pattern a colour image of 16 by 16 pixels has: stripes across, stripes down or a chessboard.</summary>
[Network]
[Input(3, 16, 16)]
[Conv2d(8, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2)]
[Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm, Relu, GlobalAvgPool]
[Dense(3), SoftmaxCrossEntropy]
public sealed partial class PatternNet;

/// <summary>A convolutional network on colour images, which are moved and mirrored in training.</summary>
internal static class Colours
{
    public static void Run()
    {
        var (training, validation) = ColourExamples.Make(900).StratifiedSplit(0.2, seed: 1);
        var augmentation = new ImageAugmentation(channels: 3, height: 16, width: 16) { Shift = 2, FlipHorizontally = true };
        var network = new PatternNet(seed: 1);
        using var trainer = new Trainer<PatternNet>(network, new AdamW(0.01), new TrainerOptions { AverageDecay = 0.9 });
        trainer.TrainFor(training.Augmented(augmentation), epochs: 6, validation);
        network.Parameters.CopyFrom(trainer.Average!);
        using var evaluator = new Evaluator<PatternNet>(network);
        Console.WriteLine(evaluator.EvaluateClasses(validation));
        var image = new float[PatternNet.InputSize];
        validation.Inputs[0].Values!.Copy([0], image);
        Console.WriteLine(ColourExamples.Patterns[network.Predict(image).Class]);
    }
}
