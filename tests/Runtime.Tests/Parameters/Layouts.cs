namespace StaticNets.Tests.Parameters;

/// <summary>A layout with everything a network may do to its tensors: transposed axes, padded rows, gaps, a scalar.</summary>
internal static class Layouts
{
    /// <summary>
    /// weight [2,3] with its columns contiguous and padded to 4; bias [5] after a gap; scale, a scalar; kernel [2,1,2,2] with
    /// the filters innermost.
    /// </summary>
    public static ParameterLayout Padded { get; } = new("Padded", 40,
    [
        new ParameterInfo("dense1.weight", [2, 3], 0, [1, 4], Initializer.Uniform(0.5)),
        new ParameterInfo("dense1.bias", [5], 16, [1], Initializer.Constant(0.25)),
        new ParameterInfo("scale", [], 23, [], Initializer.Constant(3)),
        new ParameterInfo("conv2d1.weight", [2, 1, 2, 2], 24, [1, 16, 8, 4], Initializer.Normal(2)),
    ]);

    public static ParameterSet Numbered()
    {
        var set = new ParameterSet(Padded);
        set["dense1.weight"] = [1, 2, 3, 4, 5, 6];
        set["dense1.bias"] = [7, 8, 9, 10, 11];
        set["scale"] = [12];
        set["conv2d1.weight"] = [13, 14, 15, 16, 17, 18, 19, 20];
        return set;
    }
}
