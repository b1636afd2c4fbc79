using StaticNets.CompilerServices;

namespace StaticNets.Tests.Sequences;

/// <summary>
/// What the generator would make of a recurrent network over up to three tokens of 0..4 and two values:
/// <code>
/// hidden[k] += token + values[k]      cell[j] = cell[j] / 2 + j + 1      output = scale * (hidden[0] - cell[1]), 0 past the length
/// </code>
/// with a mean squared error over the real steps. The gradient stops at the state.
/// </summary>
internal sealed class RunningSums : INetwork<RunningSums>
{
    public const int Steps = 3, Vocabulary = 5, Values = 2, StateFloats = 5;

    private static readonly ParameterLayout Layout = new(nameof(RunningSums), 16, [new ParameterInfo("scale", [1], 0, [1], Initializer.Uniform(1))]);

    public static NetworkInfo Info { get; } = new(
        nameof(RunningSums),
        [
            new InputInfo("tokens", [Steps], InputKind.Tokens, Vocabulary, HasLengths: true, HasGradient: false),
            new InputInfo("values", [Values], InputKind.Values, 0, HasLengths: false, HasGradient: false),
        ],
        [Steps, 1], LossKind.MeanSquaredError, [], Layout, 0, 0, "running-sums")
    {
        LossLengthsInput = 0,
        // A float that belongs to no state lies between them.
        States = [new StateInfo("sums1.hidden", [1, 2], 0, [2, 1]), new StateInfo("sums1.cell", [2, 1], 3, [1, 1])],
        StateSize = 5,
        CarriesState = true,
    };

    public ParameterSet Parameters { get; } = new(Layout);

    public static RunningSums Create(ulong seed)
    {
        var network = new RunningSums();
        network.Parameters.Initialize(seed);
        return network;
    }

    public static ParameterSet NewGradients() => new(Layout);

    public static long LossCount(scoped in Batch batch) => RunningSumsCode.Layout.LossCount(in batch);

    public static double Run(RunningSums network, scoped in Batch batch)
    {
        Guard.Batch(in batch, Info);
        return BlockRunner.Run<RunningSumsCode>(RunningSumsCode.Layout, network.Parameters, in batch);
    }

    /// <summary>One token and two values per sequence of the state.</summary>
    public void Step(ReadOnlySpan<int> tokens, ReadOnlySpan<float> values, Span<float> output, State state)
    {
        var batch = new Batch { Count = state.Count, State = state, Output = output };
        batch.SetTokens(0, tokens);
        batch.SetValues(1, values);
        BlockRunner.Step<RunningSumsCode>(RunningSumsCode.Layout, Parameters, in batch);
    }

    /// <summary>What one example comes to, in plain loops.</summary>
    /// <returns>The sum of squared errors.</returns>
    public float Reference(ReadOnlySpan<int> tokens, int length, ReadOnlySpan<float> values, ReadOnlySpan<float> targets, Span<float> state, Span<float> output)
    {
        var sum = 0f;
        output.Clear();
        for (var step = 0; step < length; step++)
        {
            for (var k = 0; k < 2; k++)
            {
                state[k] += tokens[step] + values[k];
                state[3 + k] = state[3 + k] / 2 + k + 1;
            }

            output[step] = Parameters.Values[0] * (state[0] - state[4]);
            var error = targets.IsEmpty ? 0 : output[step] - targets[step];
            sum += error * error;
        }

        return sum;
    }

    public sealed class State(int count = 1) : RecurrentState(Info, count);
}
