using StaticNets.Generator.Model;
using StaticNets.Tests.Engines;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>Values that a network is run on although nobody would train with them.</summary>
/// <param name="Scale">What inputs are multiplied by.</param>
/// <param name="Offset">What is then added.</param>
/// <param name="Grid">What inputs and parameters are multiples of, so that many are equal and sums are exact; 0 for any.</param>
/// <param name="Padding">Whether the steps behind a sequence's length hold what is no number, else numbers like those before.</param>
internal sealed record HostileValues(float Scale = 1, float Offset = 0, float Grid = 0, bool Padding = true)
{
    private static readonly float[] InPadding = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue];

    public static HostileValues None { get; } = new();

    public static HostileValues Draw(Choices choices) => choices.Below(6) switch
    {
        0 or 1 => new(Grid: 0.25f),
        2 => new(Offset: choices.Of(1e4f, -1e4f, 1e6f, -1e6f, 1e8f, -1e8f)),
        3 => new(Scale: choices.Of(1e4f, 1e8f)),
        4 => new(Scale: choices.Of(1e-39f, 1e-43f)),
        _ => None,
    };

    public NetworkData Of(NetworkModel model, int count, int seed)
    {
        var data = NetworkData.Draw(model, count, seed);
        data = data with
        {
            Parameters = [.. data.Parameters.Select(values => values.Select(OnGrid).ToArray())],
            Inputs = [.. data.Inputs.Select((values, i) => data.IsTokens[i] ? values : [.. values.Select(value => (OnGrid(value) * Scale) + Offset)])],
        };
        return Padding ? data.WithPadding(model, i => InPadding[i % InPadding.Length]) : data;
    }

    private float OnGrid(float value) => Grid == 0 ? value : MathF.Round(value / Grid) * Grid;
}
