namespace StaticNets;

/// <summary>
/// A training step gave a loss or a gradient that is infinite or not a number. The parameters and the optimizer are as they were before that
/// step, and no checkpoint has been written since.
/// </summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="step">The step, counted from 1 since training began.</param>
    /// <param name="origin">Where the first such value appears.</param>
    /// <param name="loss">The loss of the step's batch.</param>
    internal NonFiniteLossException(long step, string origin, double loss)
        : base($"The {(double.IsFinite(loss) ? "gradient" : "loss")} of step {step} is not finite. The first such value appears in {origin}. "
            + "The parameters are those before the step. A smaller learning rate or clipping of gradients may help.")
    {
        Step = step;
        Origin = origin;
        Loss = loss;
    }

    /// <summary>The step, counted from 1 since training began.</summary>
    public long Step { get; }

    /// <summary>The layer, input, target or parameter where the first non-finite value appears, in words.</summary>
    public string Origin { get; }

    /// <summary>The loss of the step's batch; finite if only the gradient is not.</summary>
    public double Loss { get; }
}
