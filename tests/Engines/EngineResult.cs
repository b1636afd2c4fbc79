namespace StaticNets.Tests.Engines;

/// <summary>What an engine makes of the first examples of a <see cref="NetworkData"/>.</summary>
/// <param name="Loss">The mean; 0 without a loss.</param>
/// <param name="Output">What enters the loss, example by example.</param>
/// <param name="Gradients">By the name of the parameter or of the input.</param>
internal sealed record EngineResult(double Loss, double[] Output, IReadOnlyDictionary<string, double[]> Gradients)
{
    /// <summary>What training has for buffers, by their names.</summary>
    public IReadOnlyDictionary<string, double[]> Statistics { get; init; } = new Dictionary<string, double[]>();

    /// <summary>What inference gives beside the output, by name.</summary>
    public IReadOnlyDictionary<string, double[]> MoreOutputs { get; init; } = new Dictionary<string, double[]>();
}
