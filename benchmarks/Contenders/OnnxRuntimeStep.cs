using Microsoft.ML.OnnxRuntime;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>ONNX Runtime, time steps of one sequence, a call of the model each. The states it gives are bound as those it takes the next time.</summary>
internal sealed class OnnxRuntimeStep : IContender
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtValue _output;
    private readonly OrtValue[][] _inputs, _outputs;
    private readonly float[] _values;
    private readonly Digest _digest;
    private readonly int _steps;
    private int _turn;

    /// <param name="model">The model, as in a file: features and states in, output and states out.</param>
    /// <param name="input">The features of all steps of a run.</param>
    /// <param name="steps">Steps of a run.</param>
    /// <param name="hidden">Units.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    public OnnxRuntimeStep(byte[] model, float[] input, int steps, int hidden, int threads)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
        };
        _session = new InferenceSession(model, options);
        _values = new float[hidden];
        _digest = new Digest(hidden);
        _output = OrtValue.CreateTensorValueFromMemory(_values, [1, 1, 1, hidden]);
        int features = input.Length / steps, states = _session.InputNames.Count - 1;
        var ofSteps = Enumerable.Range(0, steps)
            .Select(i => OrtValue.CreateTensorValueFromMemory(input[(i * features)..((i + 1) * features)], [1, 1, features])).ToArray();
        // Two sets of states: a step reads one and writes the other.
        var sets = Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, states)
            .Select(_ => OrtValue.CreateTensorValueFromMemory(new float[hidden], [1, 1, hidden])).ToArray()).ToArray();
        // Twice the steps, so that an odd number of them comes back to the first set, too.
        _inputs = [.. Enumerable.Range(0, 2 * steps).Select(i => (OrtValue[])[ofSteps[i % steps], .. sets[i % 2]])];
        _outputs = [.. sets.Reverse().Select(set => (OrtValue[])[_output, .. set])];
        _steps = steps;
    }

    public string Name => OnnxRuntimeForward.Library;

    public double Run()
    {
        for (int i = 0; i < _steps; i++)
        {
            _session.Run(_options, _session.InputNames, _inputs[_turn], _session.OutputNames, _outputs[_turn % 2]);
            _turn = (_turn + 1) % _inputs.Length;
        }
        return _digest.Of(_values);
    }

    public void Dispose()
    {
        foreach (var value in _inputs.Concat(_outputs).SelectMany(values => values).Distinct())
            value.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
