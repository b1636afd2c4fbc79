namespace StaticNets;

internal sealed record StepSchedule(long Size, double Factor) : LearningRateSchedule
{
    public long Size { get; } = Positive(Size, "size");

    public double Factor { get; } = Positive(Factor, "factor");

    public override double Rate(double rate, long time) => rate * Math.Pow(Factor, time / Size);
}
