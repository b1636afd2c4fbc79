namespace StaticNets;

internal sealed record WarmupSchedule(long Duration, double Start, LearningRateSchedule Then) : LearningRateSchedule
{
    public long Duration { get; } = Positive(Duration, "duration");

    public double Start { get; } = Start is > 0 and <= 1
        ? Start
        : throw new ArgumentOutOfRangeException("start", Start, "start must be above 0 and at most 1.");

    public override double Rate(double rate, long time) =>
        time < Duration ? rate * (Start + (1 - Start) * time / Duration) : Then.Rate(rate, time - Duration);
}
