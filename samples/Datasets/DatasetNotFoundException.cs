namespace StaticNets.Samples.Datasets;

/// <summary>A dataset could not be had. The message lists every way that was tried, why it failed, and what to do.</summary>
public sealed class DatasetNotFoundException(string message) : Exception(message);
