namespace StaticNets;

/// <summary>Rates from one to another in equal ratios, whatever the optimizer's.</summary>
internal sealed record RangeSchedule(double Lowest, double Highest, int Count) : LearningRateSchedule
{
    public override double Rate(double rate, long time) => Lowest * Math.Pow(Highest / Lowest, (double)time / (Count - 1));
}
