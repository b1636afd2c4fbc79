namespace StaticNets;

internal sealed record CosineSchedule(long Duration, double Minimum) : LearningRateSchedule
{
    public long Duration { get; } = Positive(Duration, "duration");

    public double Minimum { get; } = double.IsFinite(Minimum) && Minimum >= 0
        ? Minimum
        : throw new ArgumentOutOfRangeException("minimum", Minimum, "minimum must be a finite number of at least 0.");

    public override double Rate(double rate, long time) =>
        Minimum + (rate - Minimum) * (1 + Math.Cos(Math.PI * time / Duration)) / 2;
}
