namespace StaticNets;

/// <summary>
/// A training step gave a loss or a gradient that is infinite or not a number, or its update would have made a parameter or a part of the optimizer's state
/// so. The parameters and the optimizer are as they were before that step, and no checkpoint has been written since: training can go on, with a smaller
/// <see cref="Optimizer.Rate"/> for instance.
/// </summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="step">The step, counted from 1 since training began.</param>
    /// <param name="kind">What is not finite.</param>
    /// <param name="origin">Where the first such value appears.</param>
    /// <param name="loss">The loss of the step's batch.</param>
    internal NonFiniteLossException(long step, NonFiniteKind kind, string origin, double loss)
        : base($"The {kind.ToString().ToLowerInvariant()} of step {step} is not finite. The first such value appears in {origin}. "
            + "Parameters and optimizer are those before the step. A smaller learning rate or clipping of gradients may help.")
    {
        Step = step;
        Origin = origin;
        Loss = loss;
    }

    /// <summary>The step, counted from 1 since training began.</summary>
    public long Step { get; }

    /// <summary>The layer, input, target, parameter or state of the optimizer where the first non-finite value appears, in words.</summary>
    public string Origin { get; }

    /// <summary>The loss of the step's batch; finite if only the gradient or the update is not.</summary>
    public double Loss { get; }
}

/// <summary>The first result of a training step that is not finite.</summary>
internal enum NonFiniteKind
{
    /// <summary>The loss.</summary>
    Loss,

    /// <summary>The gradient, while the loss is finite.</summary>
    Gradient,

    /// <summary>What the update would make of parameters and the optimizer's state, while the gradient is finite.</summary>
    Update,
}
