namespace StaticNets;

/// <summary>What a training step came to.</summary>
/// <param name="Loss">The weighted sum of the losses' means over the batch, before the update; NaN where all are means over nothing.</param>
/// <param name="Means">The mean of each loss over the batch, NaN where it is over nothing; valid until the next step.</param>
/// <param name="Losses">What each loss adds to those of the epoch; valid until the next step.</param>
/// <param name="GradientNorm">Norm before clipping; NaN without.</param>
internal readonly record struct StepResult(double Loss, double[] Means, LossTotal[] Losses, double GradientNorm);
