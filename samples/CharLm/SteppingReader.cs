using StaticNets.Data.Text;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>Reads with one step of a recurrent network for each character.</summary>
internal sealed class SteppingReader<TState>(TState state, SteppingReader<TState>.StepMethod step) : ICharacterReader
{
    private readonly float[] _logits = new float[Vocabulary.Letters.Count];

    /// <summary>The network's <c>Step</c>.</summary>
    public delegate void StepMethod(ReadOnlySpan<int> tokens, Span<float> output, TState state);

    public ReadOnlySpan<float> Next(int token)
    {
        step([token], _logits, state);
        return _logits;
    }
}
