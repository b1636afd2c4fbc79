namespace StaticNets;

/// <summary>Runs batches for the value of each loss.</summary>
internal static class LossRun<T>
    where T : class, INetwork<T>
{
    /// <param name="network">The network.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="losses">Gets the batch's share of the mean of each loss.</param>
    public static void Run(T network, ref Batch batch, Span<double> losses)
    {
        batch.Losses = losses;
        var sum = T.Run(network, in batch);

        // A network may leave that to us.
        if (losses.Length == 1 && T.Info.Losses[0].Weight == 1)
            losses[0] = sum;
    }
}
