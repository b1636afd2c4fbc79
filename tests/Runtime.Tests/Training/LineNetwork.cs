using StaticNets.Data;

namespace StaticNets.Tests.Training;

/// <summary>What the generator would make of 1 value -> dense 1 -> mean squared error, in plain loops: numbers of a size that the test chooses.</summary>
internal sealed class LineNetwork : INetwork<LineNetwork>
{
    private static readonly ParameterLayout Layout = new(nameof(LineNetwork), 2,
    [
        new ParameterInfo("dense1.weight", [1, 1], 0, [1, 1], Initializer.Constant(0.5)),
        new ParameterInfo("dense1.bias", [1], 1, [1], Initializer.Constant(0)),
    ]);

    public static NetworkInfo Info { get; } = new(
        nameof(LineNetwork),
        [new InputInfo("input", [1], InputKind.Values, 0, false, false)],
        [1],
        LossKind.MeanSquaredError,
        [new LayerInfo("dense1", "Dense(1)", [1], 2, 1)],
        Layout, 1, 0, "line-network");

    public ParameterSet Parameters { get; } = new(Layout);

    public static LineNetwork Create(ulong seed)
    {
        var network = new LineNetwork();
        network.Parameters.Initialize(seed);
        return network;
    }

    public static ParameterSet NewGradients() => new(Layout);

    public static long LossCount(scoped in Batch batch) => batch.Count;

    public static double Run(LineNetwork network, scoped in Batch batch)
    {
        var denominator = batch.Denominator == 0 ? batch.Count : batch.Denominator;
        batch.Gradients?.Clear();
        var parameters = network.Parameters.Values;
        var loss = 0.0;
        for (var example = 0; example < batch.Count; example++)
        {
            var x = batch.Values(0)[example];
            var output = parameters[0] * x + parameters[1];
            if (!batch.Output.IsEmpty)
                batch.Output[example] = output;
            if (batch.Targets.IsEmpty)
                continue;
            var error = (double)output - batch.Targets[example];
            loss += error * error / denominator;
            if (batch.Gradients is not { } gradients)
                continue;
            gradients.Values[0] += (float)(2 * error * x / denominator);
            gradients.Values[1] += (float)(2 * error / denominator);
        }

        return loss;
    }

    public static Dataset Examples(params (float X, float Y)[] points) =>
        new([Column.OfValues([.. points.Select(point => point.X)], 1)], Column.OfValues([.. points.Select(point => point.Y)], 1));
}
