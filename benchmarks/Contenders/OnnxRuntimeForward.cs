using Microsoft.ML.OnnxRuntime;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>ONNX Runtime on the CPU, inference, in its fastest form: all graph optimisations, and input and output bound to memory once.</summary>
internal sealed class OnnxRuntimeForward : IContender
{
    public const string Library = "OnnxRuntime";

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames, _outputNames;
    private readonly OrtValue[] _inputs, _outputs;
    private readonly float[] _output;
    private readonly Digest _digest;

    /// <param name="model">The model, as in a file.</param>
    /// <param name="input">The batch.</param>
    /// <param name="inputShape">The shape of <paramref name="input"/>, the batch first.</param>
    /// <param name="outputShape">The shape of the output, the batch first.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    public OnnxRuntimeForward(byte[] model, float[] input, long[] inputShape, long[] outputShape, int threads)
        : this(model, OrtValue.CreateTensorValueFromMemory(input, inputShape), outputShape, threads)
    {
    }

    /// <param name="model">The model, as in a file.</param>
    /// <param name="input">The batch, of numbers or tokens; owned from here on.</param>
    /// <param name="outputShape">The shape of the output, the batch first.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    public OnnxRuntimeForward(byte[] model, OrtValue input, long[] outputShape, int threads)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
        };
        _session = new InferenceSession(model, options);
        _output = new float[outputShape.Aggregate(1L, (product, size) => product * size)];
        _digest = new Digest(_output.Length);
        _inputNames = [_session.InputNames[0]];
        _outputNames = [_session.OutputNames[0]];
        _inputs = [input];
        _outputs = [OrtValue.CreateTensorValueFromMemory(_output, outputShape)];
    }

    public string Name => Library;

    public double Run()
    {
        _session.Run(_options, _inputNames, _inputs, _outputNames, _outputs);
        return _digest.Of(_output);
    }

    public void Dispose()
    {
        _inputs[0].Dispose();
        _outputs[0].Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
