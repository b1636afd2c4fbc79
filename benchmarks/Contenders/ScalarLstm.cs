namespace StaticNets.Benchmarks.Contenders;

/// <summary>
/// An LSTM with a dense layer on every step in scalar C#, a sequence after the other. Gates are in PyTorch's order: input, forget, cell, output.
/// </summary>
internal sealed class ScalarLstm(IReadOnlyList<float[]> weights, float[] sequences, int count, int steps, int features, int hidden, int classes) : IContender
{
    private readonly float[] _gates = new float[4 * hidden], _state = new float[hidden], _cell = new float[hidden],
        _output = new float[count * steps * classes];

    private readonly Digest _digest = new(count * steps * classes);

    public string Name => ScalarLoops.Library;

    public double Run()
    {
        for (int i = 0; i < count; i++)
        {
            Array.Clear(_state);
            Array.Clear(_cell);
            for (int step = i * steps; step < (i + 1) * steps; step++)
            {
                Advance(sequences.AsSpan(step * features, features));
                ScalarLoops.Dense(_state, weights[3], weights[4], _output.AsSpan(step * classes, classes));
            }
        }
        return _digest.Of(_output);
    }

    private void Advance(ReadOnlySpan<float> input)
    {
        ScalarLoops.Dense(input, weights[0], weights[2], _gates);
        ScalarLoops.AddProduct(_state, weights[1], _gates);
        for (int unit = 0; unit < hidden; unit++)
        {
            float remembered = ScalarLoops.Sigmoid(Gate(1, unit)) * _cell[unit];
            _cell[unit] = remembered + (ScalarLoops.Sigmoid(Gate(0, unit)) * MathF.Tanh(Gate(2, unit)));
            _state[unit] = ScalarLoops.Sigmoid(Gate(3, unit)) * MathF.Tanh(_cell[unit]);
        }
    }

    private float Gate(int gate, int unit) => _gates[(gate * hidden) + unit];

    public void Dispose()
    {
    }
}
