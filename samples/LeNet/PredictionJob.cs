using StaticNets.Samples.Classifying;
using StaticNets.Samples.Datasets;
using StaticNets.Samples.Pictures;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.LeNetProgram;

/// <summary>Classifies one picture.</summary>
internal static class PredictionJob
{
    public static void Run(Options options, string picture, TextWriter output)
    {
        var weights = options.Load ?? options.Save;
        if (!File.Exists(weights))
            throw new FileNotFoundException($"--predict needs trained weights, but there is no {weights}: train first, or name them with --load.");
        TrainingFiles.CheckReadable("--predict", picture);
        var network = LeNet.Load(weights);
        var image = GreyPicture.Read(picture, FashionMnistClasses.Side);

        using var evaluator = new Evaluator<LeNet>(network, threads: 1);
        var classes = new int[1];
        var probabilities = new float[LeNet.OutputSize];
        evaluator.Predict(image, classes, probabilities);
        foreach (var label in Enumerable.Range(0, LeNet.OutputSize).OrderByDescending(label => probabilities[label]))
            output.WriteLine($"{FashionMnistClasses.Names[label],-12} {100 * probabilities[label],6:0.00} %");
    }
}
