namespace StaticNets.Tests.IlBudget;

/// <summary>
/// The samples with networks that are measured as they were built, in Samples.Tests; in Generator.Tests only their Debug code is left to measure.
/// </summary>
internal static class BuiltSamples
{
    /// <summary>Their folders; in lower case, their assemblies.</summary>
    public static IReadOnlyList<string> Names { get; } = ["CharLm", "LeNet", "Realtime", "Translate"];
}
