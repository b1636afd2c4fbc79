namespace StaticNets.Benchmarks.Contenders;

/// <summary>One time step of one sequence, on a state that it carries on.</summary>
/// <param name="input">The features of the step.</param>
/// <param name="output">Gets the output of the step.</param>
internal delegate void NetworkStep(ReadOnlySpan<float> input, Span<float> output);

/// <summary>StaticNets, time steps of one sequence, a call each.</summary>
/// <param name="step">The network's step, from the beginning of a sequence on.</param>
/// <param name="input">The features of all steps of a run.</param>
/// <param name="steps">Steps of a run.</param>
/// <param name="hidden">Floats in the output of a step.</param>
internal sealed class StaticNetsStep(NetworkStep step, float[] input, int steps, int hidden) : IContender
{
    private readonly float[] _output = new float[hidden];
    private readonly Digest _digest = new(hidden);

    public string Name => StaticNetsModel.Library;

    public double Run()
    {
        int features = input.Length / steps;
        for (int i = 0; i < steps; i++)
            step(input.AsSpan(i * features, features), _output);
        return _digest.Of(_output);
    }

    public void Dispose()
    {
    }
}
