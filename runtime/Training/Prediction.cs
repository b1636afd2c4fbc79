using System.Globalization;

namespace StaticNets;

/// <summary>A class that a network predicts.</summary>
/// <param name="Class">Its index, from 0; of a network that ends in binary cross-entropy 0 or 1.</param>
/// <param name="Probability">How probable the network takes it to be, from 0 to 1.</param>
public readonly record struct Prediction(int Class, float Probability)
{
    /// <summary>The class and its probability, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"class {Class}, probability {Probability:0.0000}");
}
