namespace StaticNets.Tests;

/// <summary>A result is not what PyTorch has.</summary>
internal sealed class MismatchException(string message) : Exception(message);
