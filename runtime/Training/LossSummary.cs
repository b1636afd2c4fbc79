namespace StaticNets;

/// <summary>What one loss of a network came to in an epoch.</summary>
/// <param name="Name">The loss's name.</param>
/// <param name="Loss">Mean over the epoch's training examples, not multiplied with the loss's weight; NaN if nothing was counted.</param>
/// <param name="Accuracy">Share of right predictions; NaN if it was not counted or has no meaning for the loss.</param>
public readonly record struct LossSummary(string Name, double Loss, double Accuracy)
{
    /// <summary>Perplexity: exp of <see cref="Loss"/>.</summary>
    public double Perplexity => Math.Exp(Loss);
}
