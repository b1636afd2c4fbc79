namespace StaticNetsForecast;

/// <summary>A made-up load, hour by hour, in place of your series.</summary>
internal static class Series
{
    public static float[] Make(int hours)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, hours).Select(hour => 50 + 20 * MathF.Sin(MathF.Tau * hour / 24) + 2 * (random.NextSingle() - 0.5f))];
    }
}
