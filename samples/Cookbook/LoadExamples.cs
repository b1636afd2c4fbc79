namespace StaticNets.Samples.Cookbook;

/// <summary>A load, made up: a day's wave, a week's, and some noise.</summary>
internal static class LoadExamples
{
    public static float[] Make(int hours)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, hours).Select(hour =>
                50 + 20 * MathF.Sin(MathF.Tau * hour / 24) + 8 * MathF.Sin(MathF.Tau * hour / 168) + 2 * (random.NextSingle() - 0.5f)),
        ];
    }
}
