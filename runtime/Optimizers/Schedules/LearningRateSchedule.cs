using System.Collections.Immutable;

namespace StaticNets;

/// <summary>
/// The learning rate as a function of time, which the trainer counts in epochs or in steps
/// (<see cref="TrainerOptions.ScheduleUnit"/>). A schedule has no state: a resumed training computes the same rates.
/// </summary>
/// <remarks>The formulae are the closed forms of PyTorch's <c>torch.optim.lr_scheduler</c>.</remarks>
public abstract record LearningRateSchedule
{
    /// <summary>The rate at a time.</summary>
    /// <param name="rate">The optimizer's own rate.</param>
    /// <param name="time">Epochs or steps done before, from 0.</param>
    public abstract double Rate(double rate, long time);

    /// <summary>The optimizer's rate throughout.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>Multiplies the rate by <paramref name="factor"/> every <paramref name="size"/> units: <c>StepLR</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not above 0.</exception>
    public static LearningRateSchedule Step(long size, double factor = 0.1) => new StepSchedule(size, factor);

    /// <summary>Multiplies the rate by <paramref name="factor"/> at each milestone: <c>MultiStepLR</c>.</summary>
    /// <param name="milestones">Times in ascending order; one that occurs twice counts twice.</param>
    /// <param name="factor">What the rate is multiplied by.</param>
    /// <exception cref="ArgumentException">The milestones are negative or not in ascending order, or the factor is not above 0.</exception>
    public static LearningRateSchedule MultiStep(ImmutableArray<long> milestones, double factor = 0.1) => new MultiStepSchedule(milestones, factor);

    /// <summary>Multiplies the rate by <paramref name="factor"/> every unit: <c>ExponentialLR</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    public static LearningRateSchedule Exponential(double factor) => new ExponentialSchedule(factor);

    /// <summary>
    /// Goes down to <paramref name="minimum"/> along half a cosine in <paramref name="duration"/> units, and up again after that:
    /// <c>CosineAnnealingLR</c> (Loshchilov and Hutter 2017, without restarts).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is not above 0 or the minimum is negative.</exception>
    public static LearningRateSchedule Cosine(long duration, double minimum = 0) => new CosineSchedule(duration, minimum);

    /// <summary>
    /// Grows linearly from <paramref name="start"/> times the rate to the whole in <paramref name="duration"/> units (<c>LinearLR</c>),
    /// then follows <paramref name="then"/>, whose time starts there (<c>SequentialLR</c>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is not above 0 or the start is not in (0, 1].</exception>
    public static LearningRateSchedule Warmup(long duration, double start = 1.0 / 3, LearningRateSchedule? then = null)
        => new WarmupSchedule(duration, start, then ?? Constant);

    private protected static long Positive(long value, string argument) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be at least 1.");

    private protected static double Positive(double value, string argument) =>
        double.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be a finite number above 0.");
}
