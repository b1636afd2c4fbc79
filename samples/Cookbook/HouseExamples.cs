using StaticNets.Data;

namespace StaticNets.Samples.Cookbook;

/// <summary>Houses, made up, in place of a file of yours (StaticNets.Csv reads one).</summary>
internal static class HouseExamples
{
    public static Dataset Make(int count)
    {
        var random = new Random(1);
        var (houses, prices) = (new float[4 * count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var (area, age, distance) = (40 + 160 * random.NextSingle(), 80 * random.NextSingle(), 15 * random.NextSingle());
            var rooms = MathF.Round(area / 28 + random.NextSingle());
            (houses[4 * i], houses[4 * i + 1], houses[4 * i + 2], houses[4 * i + 3]) = (area, rooms, age, distance);
            // In thousands.
            prices[i] = 3 * area + 15 * rooms - 1.5f * age + 120 * MathF.Exp(-distance / 4) + 10 * random.NextSingle();
        }

        return new Dataset([Column.OfValues(houses, width: 4)], Column.OfValues(prices, width: 1));
    }
}
