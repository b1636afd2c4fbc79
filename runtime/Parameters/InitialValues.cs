namespace StaticNets;

/// <summary>
/// The stream of random numbers for one parameter's initial values: SplitMix64 (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014), started from the seed and the parameter's position.
/// </summary>
internal struct InitialValues
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;
    private ulong _state;

    public InitialValues(ulong seed, int parameter)
    {
        // Two rounds keep the streams of neighbouring seeds and positions apart.
        _state = Mix(Mix(seed + GoldenRatio) + GoldenRatio * ((ulong)parameter + 1));
    }

    public float Next(Initializer initializer) => initializer.Kind switch
    {
        InitializerKind.Uniform => (float)Symmetric(initializer.Scale),
        InitializerKind.Normal => (float)(initializer.Scale * Normal()),
        InitializerKind.SumOfUniforms => (float)(Symmetric(initializer.Scale) + Symmetric(initializer.Scale)),
        _ => (float)initializer.Scale,
    };

    private double Symmetric(double bound) => (2 * Unit() - 1) * bound;

    // Box and Muller, "A note on the generation of random normal deviates" (1958); 1 - u is never 0.
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    private double Unit()
    {
        _state += GoldenRatio;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
