namespace StaticNets.Tests.Saving;

/// <summary>Parameters which all have the same value, so that a mixture of two files is seen.</summary>
public static class EqualParameters
{
    /// <summary>Writing so many takes longer than all else that a save does.</summary>
    private const int Count = 1 << 18;

    private static readonly ParameterLayout Layout = new("Equal", Count, [new ParameterInfo("values", [Count], 0, [1], Initializer.Constant(0))]);

    /// <summary>Parameters of a value.</summary>
    /// <param name="value">A whole number that a float has exactly.</param>
    public static ParameterSet Of(int value)
    {
        var set = new ParameterSet(Layout);
        set.Values.Fill(value);
        return set;
    }

    /// <summary>The value of the parameters in a file.</summary>
    /// <exception cref="InvalidDataException">The file cannot be loaded, or its parameters differ.</exception>
    public static int Load(string path)
    {
        var set = new ParameterSet(Layout);
        set.Load(path);
        var value = set.Values[0];
        return set.Values.ContainsAnyExcept(value) ? throw new InvalidDataException($"{path} is a mixture of saves.") : (int)value;
    }
}
