namespace StaticNets.Samples.RealtimeProgram;

/// <summary>A plucked string: a decaying tone of 110 Hz with overtones, plucked anew twice a second.</summary>
internal static class Signal
{
    public const int SampleRate = 48_000;

    private const double Frequency = 110;
    private const int Overtones = 6;

    /// <summary>The samples of the first <paramref name="count"/> / <see cref="SampleRate"/> seconds, from -1 to 1.</summary>
    public static float[] Create(int count)
    {
        var samples = new float[count];
        for (var i = 0; i < count; i++)
        {
            var time = i / (double)SampleRate;
            var sincePluck = time % 0.5;
            var sum = 0.0;
            for (var overtone = 1; overtone <= Overtones; overtone++)
                sum += Math.Sin(2 * Math.PI * Frequency * overtone * time) * Math.Exp(-3 * overtone * sincePluck) / overtone;
            samples[i] = (float)(0.4 * sum);
        }

        return samples;
    }
}
