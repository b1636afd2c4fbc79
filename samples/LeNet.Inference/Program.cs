using StaticNets.Samples;
using StaticNets.Samples.Datasets;
using StaticNets.Samples.LeNetInference;
using StaticNets.Samples.Pictures;

if (args.Length < 1 || args[0] is "-h" or "--help")
{
    Console.Error.WriteLine("usage: lenet-inference IMAGE.png...");
    return args.Length > 0 && args[0] is "-h" or "--help" ? 0 : 2;
}

try
{
    var network = LeNet.Pretrained;
    var probabilities = new float[LeNet.OutputSize];
    for (var image = 0; image < args.Length; image++)
    {
        var best = network.Predict(GreyPicture.Read(args[image], FashionMnistClasses.Side), probabilities);

        // The time is taken before anything is written: a slow terminal is not the network's.
        var milliseconds = ProcessClock.Milliseconds();
        Console.WriteLine($"{args[image]}: {FashionMnistClasses.Names[best.Class]} {100 * best.Probability:0.0} %");
        for (var label = 0; label < probabilities.Length; label++)
            Console.WriteLine($"  {FashionMnistClasses.Names[label],-12} {100 * probabilities[label],6:0.00} %");
        if (image == 0)
            Console.WriteLine($"first prediction {milliseconds:0.0} ms after the process started, with vectors of {LeNet.Info.VectorWidth} bits");
    }

    return 0;
}
catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
