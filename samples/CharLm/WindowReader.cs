using StaticNets.Data.Text;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>Reads by running a network over the last characters, for each character anew; before the text there are unknown ones.</summary>
internal sealed class WindowReader(int steps, int outputSize, WindowReader.ForwardMethod forward) : ICharacterReader
{
    private readonly int[] _tokens = new int[steps];
    private readonly float[] _output = new float[outputSize];

    /// <summary>The network's <c>Forward</c>.</summary>
    public delegate void ForwardMethod(ReadOnlySpan<int> tokens, Span<float> output);

    public ReadOnlySpan<float> Next(int token)
    {
        _tokens.AsSpan(1).CopyTo(_tokens);
        _tokens[^1] = token;
        forward(_tokens, _output);
        return _output.AsSpan(_output.Length - Vocabulary.Letters.Count);
    }
}
