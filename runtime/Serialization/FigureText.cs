using System.Globalization;

namespace StaticNets;

/// <summary>Figures of trainings in words, the same in every culture, and without what was not measured.</summary>
internal static class FigureText
{
    /// <summary>The loss, and the accuracy if there is one.</summary>
    public static string LossAndAccuracy(double loss, double accuracy) => double.IsNaN(accuracy)
        ? string.Create(CultureInfo.InvariantCulture, $"loss {loss:G5}")
        : string.Create(CultureInfo.InvariantCulture, $"loss {loss:G5}, accuracy {accuracy:0.0000}");

    /// <summary>How fast it went.</summary>
    public static string Speed(double examplesPerSecond) => string.Create(CultureInfo.InvariantCulture, $"{examplesPerSecond:N0} examples/s");

    /// <summary>A number of things.</summary>
    public static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
