namespace StaticNets;

/// <summary>Where one loss of a network stands after a training step.</summary>
/// <param name="Name">The loss's name.</param>
/// <param name="Loss">Mean so far in this epoch, not multiplied with the loss's weight; NaN while nothing was counted.</param>
/// <param name="BatchLoss">That of this step's batch; NaN if nothing in it counts.</param>
/// <param name="Accuracy">Share of right predictions so far in this epoch; NaN if it is not counted or has no meaning for the loss.</param>
public readonly record struct LossProgress(string Name, double Loss, double BatchLoss, double Accuracy)
{
    /// <summary>Perplexity: exp of <see cref="Loss"/>.</summary>
    public double Perplexity => Math.Exp(Loss);
}
