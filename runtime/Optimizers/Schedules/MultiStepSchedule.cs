using System.Collections.Immutable;

namespace StaticNets;

internal sealed record MultiStepSchedule(ImmutableArray<long> Milestones, double Factor) : LearningRateSchedule
{
    public ImmutableArray<long> Milestones { get; } = Ascending(Milestones);

    public double Factor { get; } = Positive(Factor, "factor");

    public override double Rate(double rate, long time)
    {
        var passed = 0;
        while (passed < Milestones.Length && Milestones[passed] <= time)
            passed++;
        return rate * Math.Pow(Factor, passed);
    }

    private static ImmutableArray<long> Ascending(ImmutableArray<long> milestones)
    {
        if (milestones.IsDefault)
            throw new ArgumentException("milestones are missing.", nameof(milestones));
        for (var i = 0; i < milestones.Length; i++)
        {
            if (milestones[i] < (i == 0 ? 0 : milestones[i - 1]))
                throw new ArgumentException(
                    $"milestones must be at least 0 and in ascending order; they are {string.Join(", ", milestones)}.", nameof(milestones));
        }

        return milestones;
    }
}
