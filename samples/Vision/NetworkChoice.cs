using StaticNets.Samples.Classifying;

namespace StaticNets.Samples.Vision;

/// <summary>A network of the program, and what trains it well.</summary>
/// <param name="Name">As the command line has it.</param>
/// <param name="Train">Trains it as the options say.</param>
/// <param name="Defaults">What holds for options that are not given.</param>
internal sealed record NetworkChoice(string Name, Action<Options, TextWriter, CancellationToken> Train, Options Defaults)
{
    public const string Script = "samples/vision.sh";

    /// <summary>In the order of the book.</summary>
    public static IReadOnlyList<NetworkChoice> All { get; } =
    [
        Of<LeNet>("lenet", new Options()),
        Of<AlexNet>("alexnet", Annealed),
        Of<Vgg>("vgg", Annealed),
        Of<NiN>("nin", Annealed),
        Of<GoogLeNet>("googlenet", Annealed),
        Of<ResNet>("resnet", Annealed),
        Of<DenseNet>("densenet", Annealed),
        Of<MobileNet>("mobilenet", Annealed),
        Of<VisionTransformer>("vit", Annealed),
    ];

    private static Options Annealed => new() { Batch = 128, Optimizer = OptimizerKind.Adam, Anneals = true };

    public static NetworkChoice? Find(string name) => All.FirstOrDefault(choice => choice.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static NetworkChoice Of<T>(string name, Options defaults)
        where T : class, INetwork<T>
        => new(
            name,
            (options, output, cancellationToken) => ClassifierJob.Run<T>(options, Script, output, cancellationToken),
            defaults with { Save = $"{name}.safetensors" });
}
