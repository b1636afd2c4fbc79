namespace StaticNets;

/// <summary>What a training step came to.</summary>
/// <param name="Loss">Mean loss of the batch, before the update; NaN where the mean is over nothing.</param>
/// <param name="LossCount">What the mean is over.</param>
/// <param name="Score">Right predictions.</param>
/// <param name="GradientNorm">Norm before clipping; NaN without.</param>
internal readonly record struct StepResult(double Loss, long LossCount, Tally Score, double GradientNorm);
