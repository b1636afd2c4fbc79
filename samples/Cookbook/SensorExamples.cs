namespace StaticNets.Samples.Cookbook;

/// <summary>Recordings, made up: the faster somebody moves, the faster and further both axes swing.</summary>
internal static class SensorExamples
{
    public static string[] Activities { get; } = ["rest", "walk", "run"];

    public static (float[][] Recordings, int[] Labels) Make(int count)
    {
        var random = new Random(1);
        var (recordings, labels) = (new float[count][], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % Activities.Length;
            var steps = random.Next(12, 41);
            var (speed, reach, phase) = (0.3f + 0.5f * labels[i], 0.2f + 0.4f * labels[i] * (0.5f + random.NextSingle()), 6 * random.NextSingle());
            recordings[i] = new float[2 * steps];
            for (var step = 0; step < steps; step++)
            {
                recordings[i][2 * step] = reach * MathF.Sin(speed * step + phase) + 0.2f * (random.NextSingle() - 0.5f);
                recordings[i][2 * step + 1] = 9.8f + reach * MathF.Cos(2 * speed * step + phase) + 0.2f * (random.NextSingle() - 0.5f);
            }
        }

        return (recordings, labels);
    }
}
