namespace StaticNets.Generator.Lower;

/// <summary>What a parameter of a kernel, beside its references, tells it.</summary>
internal enum KernelParameterKind
{
    /// <summary>A half of the key of a random stream.</summary>
    Key,
    FirstExample,
    Blocks,
    Time,
    Accumulate,
}

/// <summary>A parameter of a kernel beside its references.</summary>
/// <param name="Name">Its name in the kernel.</param>
/// <param name="Argument">The name that its caller has for it.</param>
internal sealed record KernelParameter(KernelParameterKind Kind, string Name, string Argument)
{
    private KernelParameter(KernelParameterKind kind, string name)
        : this(kind, name, name)
    {
    }

    /// <summary>
    /// Those of a kernel, in order. Its own names for keys count the streams that it draws from, so that kernels with other streams may be equal.
    /// </summary>
    public static IEnumerable<KernelParameter> Of(Kernel kernel)
    {
        for (var i = 0; i < kernel.Streams.Count; i++)
        {
            var (names, arguments) = (KeyOf(i), KeyOf(kernel.Streams[i]));
            yield return new(KernelParameterKind.Key, names.First, arguments.First);
            yield return new(KernelParameterKind.Key, names.Second, arguments.Second);
        }

        if (kernel.Streams.Count > 0)
        {
            yield return new(KernelParameterKind.FirstExample, EntryParameters.FirstExample);
        }

        if (kernel.TakesBlocks)
        {
            yield return new(KernelParameterKind.Blocks, EntryParameters.Blocks);
        }

        if (kernel.Time is { } time)
        {
            yield return new(KernelParameterKind.Time, time.Name);
        }

        if (kernel.TakesAccumulate)
        {
            yield return new(KernelParameterKind.Accumulate, EntryParameters.Accumulate);
        }
    }

    /// <summary>The names of the two halves of a stream's key.</summary>
    public static (string First, string Second) KeyOf(int stream)
        => (FormattableString.Invariant($"key{stream}a"), FormattableString.Invariant($"key{stream}b"));
}
