namespace StaticNets;

/// <summary>The state a trainer carries from batch to batch, of any network: one sequence for each example of a batch.</summary>
internal sealed class CarriedState(NetworkInfo network, int batchSize) : RecurrentState(network, batchSize)
{
    /// <summary>What its tensors' names begin with in a checkpoint.</summary>
    public const string Prefix = ParameterFile.RecurrentStatePrefix;
}
