using System.Text.Json;
using Xunit;

namespace StaticNets.Tests.Versions;

/// <summary>What a version's parameters and losses were, as plain JSON: read by nothing of what is tested.</summary>
/// <param name="Parameters">By name, in row-major order.</param>
/// <param name="Losses">Of the epochs that the training ended.</param>
internal sealed record ExpectedValues(Dictionary<string, float[]> Parameters, double[] Losses)
{
    private static readonly JsonSerializerOptions Lines = new() { WriteIndented = false };

    public static ExpectedValues Of(ParameterSet parameters, IEnumerable<double>? losses = null)
        => new(parameters.Names.ToDictionary(name => name, name => parameters[name]), [.. losses ?? []]);

    public static ExpectedValues Load(string path) => JsonSerializer.Deserialize<ExpectedValues>(File.ReadAllBytes(path), Lines)!;

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Lines) + "\n");

    /// <summary>The same bits.</summary>
    public void AssertEqual(ParameterSet parameters)
    {
        AssertNames(parameters);
        foreach (var (name, values) in Parameters)
            Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), parameters[name].Select(BitConverter.SingleToInt32Bits));
    }

    /// <summary>The same but for <paramref name="tolerance"/> of a tensor's largest value.</summary>
    public void AssertClose(ParameterSet parameters, IReadOnlyList<double> losses, double tolerance)
    {
        AssertNames(parameters);
        foreach (var (name, values) in Parameters)
        {
            var allowed = tolerance * values.Max(Math.Abs);
            Assert.All(parameters[name].Zip(values), pair => Assert.Equal(pair.Second, pair.First, allowed));
        }

        Assert.Equal(Losses.Length, losses.Count);
        Assert.All(losses.Zip(Losses), pair => Assert.Equal(pair.Second, pair.First, tolerance * Math.Abs(pair.Second)));
    }

    private void AssertNames(ParameterSet parameters)
        => Assert.Equal(Parameters.Keys.Order(StringComparer.Ordinal), parameters.Names.Order(StringComparer.Ordinal));
}
