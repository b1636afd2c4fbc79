using System.Collections.Immutable;

namespace StaticNets.Samples.Datasets;

/// <summary>What Fashion-MNIST's pictures are.</summary>
public static class FashionMnistClasses
{
    /// <summary>The side of a picture in pixels.</summary>
    public const int Side = 28;

    /// <summary>What the labels 0 to 9 mean.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ];
}
