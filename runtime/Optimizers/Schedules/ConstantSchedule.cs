namespace StaticNets;

internal sealed record ConstantSchedule : LearningRateSchedule
{
    public override double Rate(double rate, long time) => rate;
}
