namespace StaticNets;

internal sealed record ExponentialSchedule(double Factor) : LearningRateSchedule
{
    public double Factor { get; } = Positive(Factor, "factor");

    public override double Rate(double rate, long time) => rate * Math.Pow(Factor, time);
}
