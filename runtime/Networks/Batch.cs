using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets;

/// <summary>
/// Everything one call of <see cref="INetwork{TSelf}.Run"/> reads and writes: spans over the caller's memory, examples
/// one after another, each in row-major order of its shape. It may be a shard of a larger batch: <see cref="FirstExample"/>
/// and <see cref="Denominator"/> then make dropout and means come out as if the whole batch had run at once.
/// </summary>
public ref struct Batch
{
    /// <summary>The largest number of inputs a network can have.</summary>
    public const int MaxInputs = Agreement.MaximumInputs;

    // A ref struct cannot hold an array of spans. Tokens share the values' fields (both are four bytes wide);
    // _tokenInputs says which inputs hold tokens. Results are the gradients of inputs in a training pass; in inference exposed weights, from the first on, and
    // further outputs, from the last on.
    private ReadOnlySpan<float> _data0, _data1, _data2, _data3, _data4, _data5, _data6, _data7;
    private ReadOnlySpan<int> _lengths0, _lengths1, _lengths2, _lengths3, _lengths4, _lengths5, _lengths6, _lengths7;
    private Span<float> _result0, _result1, _result2, _result3, _result4, _result5, _result6, _result7;
    private int _tokenInputs;

    /// <summary>The number of examples, at least 1.</summary>
    public int Count;

    /// <summary>Class indices for <see cref="SoftmaxCrossEntropyAttribute"/>, <c>[count]</c> or <c>[count][steps]</c>; empty without labels.</summary>
    public ReadOnlySpan<int> Labels;

    /// <summary>
    /// Targets of <see cref="MeanSquaredErrorAttribute"/> and <see cref="BinaryCrossEntropyAttribute"/>, or, for a network
    /// without a loss, the gradient of its output. <c>[count][output shape]</c>; empty without targets.
    /// </summary>
    public ReadOnlySpan<float> Targets;

    /// <summary>Receives the first output, what enters the loss, <c>[count][output shape]</c>; empty if it is not wanted.</summary>
    public Span<float> Output;

    /// <summary>Receives the gradient of the loss, overwritten; null if this is not a training pass.</summary>
    public ParameterSet? Gradients;

    /// <summary>The seed that dropout is drawn from.</summary>
    public ulong Seed;

    /// <summary>The training step that dropout is drawn for.</summary>
    public long Step;

    /// <summary>The index of this shard's first example in the whole batch.</summary>
    public int FirstExample;

    /// <summary>What the loss divides by: <see cref="INetwork{TSelf}.LossCount"/> of the whole batch. 0 says that this batch is the whole.</summary>
    public double Denominator;

    /// <summary>
    /// Where the sequences start, and where they are left: example e of this batch goes on with sequence <see cref="FirstSequence"/> + e. Null starts all at 0
    /// and keeps nothing.
    /// </summary>
    public RecurrentState? State;

    /// <summary>The sequence of <see cref="State"/> that the first example of this batch goes on with.</summary>
    public int FirstSequence;

    /// <summary>What the examples hold between the regions of a training pass, if it is run region by region; null runs all of them.</summary>
    internal CompilerServices.ChunkMemory? Memory;

    /// <summary>The region to run where there is a <see cref="Memory"/>.</summary>
    internal int Region;

    /// <summary>Where the examples come from, for messages; null where they are known by their place in the batch alone.</summary>
    internal ExamplePlaces? Places;

    /// <summary>Sets the values of an input, <c>[count][input shape]</c>.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    /// <param name="values">The values; not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0..<see cref="MaxInputs"/>-1.</exception>
    public void SetValues(int input, ReadOnlySpan<float> values)
    {
        SetData(input, values);
        _tokenInputs &= ~(1 << input);
    }

    /// <summary>The values of an input; empty if they were not set.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ReadOnlySpan<float> Values(int input)
    {
        var data = Data(input);
        return HoldsTokens(input) ? default : data;
    }

    /// <summary>Sets the tokens of an input, <c>[count][length]</c>.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    /// <param name="tokens">The tokens; not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0..<see cref="MaxInputs"/>-1.</exception>
    public void SetTokens(int input, ReadOnlySpan<int> tokens)
    {
        SetData(input, MemoryMarshal.Cast<int, float>(tokens));
        _tokenInputs |= 1 << input;
    }

    /// <summary>The tokens of an input; empty if they were not set.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    public readonly ReadOnlySpan<int> Tokens(int input)
    {
        var data = Data(input);
        return HoldsTokens(input) ? MemoryMarshal.Cast<float, int>(data) : default;
    }

    internal readonly bool HoldsTokens(int input) => (_tokenInputs >> input & 1) != 0;

    /// <summary>Sets the sequence lengths of an input, <c>[count]</c>, each from 1 to the input's number of steps.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    /// <param name="lengths">The lengths; not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0..<see cref="MaxInputs"/>-1.</exception>
    public void SetLengths(int input, ReadOnlySpan<int> lengths)
    {
        switch (input)
        {
            case 0: _lengths0 = lengths; break;
            case 1: _lengths1 = lengths; break;
            case 2: _lengths2 = lengths; break;
            case 3: _lengths3 = lengths; break;
            case 4: _lengths4 = lengths; break;
            case 5: _lengths5 = lengths; break;
            case 6: _lengths6 = lengths; break;
            case 7: _lengths7 = lengths; break;
            default: throw NoSuchInput(input);
        }
    }

    /// <summary>The sequence lengths of an input; empty if they were not set.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    public readonly ReadOnlySpan<int> Lengths(int input) => input switch
    {
        0 => _lengths0,
        1 => _lengths1,
        2 => _lengths2,
        3 => _lengths3,
        4 => _lengths4,
        5 => _lengths5,
        6 => _lengths6,
        7 => _lengths7,
        _ => throw NoSuchInput(input),
    };

    /// <summary>Asks a training pass for the gradient with respect to an input declared with <c>Gradient = true</c>.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    /// <param name="gradient">Receives the gradient, <c>[count][input shape]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0..<see cref="MaxInputs"/>-1.</exception>
    public void SetInputGradient(int input, Span<float> gradient)
    {
        switch (input)
        {
            case 0: _result0 = gradient; break;
            case 1: _result1 = gradient; break;
            case 2: _result2 = gradient; break;
            case 3: _result3 = gradient; break;
            case 4: _result4 = gradient; break;
            case 5: _result5 = gradient; break;
            case 6: _result6 = gradient; break;
            case 7: _result7 = gradient; break;
            default: throw NoSuchInput(input);
        }
    }

    /// <summary>Where the gradient with respect to an input goes; empty if it is not wanted.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    public readonly Span<float> InputGradient(int input) => input switch
    {
        0 => _result0,
        1 => _result1,
        2 => _result2,
        3 => _result3,
        4 => _result4,
        5 => _result5,
        6 => _result6,
        7 => _result7,
        _ => throw NoSuchInput(input),
    };

    /// <summary>
    /// Asks inference for the attention weights of a layer declared with <c>Expose = true</c>. A training pass gives none, nor does a pass for the loss.
    /// </summary>
    /// <param name="layer">The index in <see cref="NetworkInfo.Exposed"/>.</param>
    /// <param name="weights">Receives the weights, <c>[count][steps][keys' steps]</c>, or <c>[count][heads][steps][keys' steps]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0..<see cref="MaxInputs"/>-1.</exception>
    public void SetExposed(int layer, Span<float> weights) => SetInputGradient(layer, weights);

    /// <summary>Where the attention weights of a layer go; empty if they are not wanted.</summary>
    /// <param name="layer">The index in <see cref="NetworkInfo.Exposed"/>.</param>
    public readonly Span<float> Exposed(int layer) => InputGradient(layer);

    /// <summary>Asks inference for one of the network's outputs. A training pass gives none but <see cref="Output"/>, nor does a pass for the loss.</summary>
    /// <param name="output">The index in <see cref="NetworkInfo.Outputs"/>; 0 is <see cref="Output"/>.</param>
    /// <param name="values">Receives the values, <c>[count][output shape]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0..<see cref="MaxInputs"/>-1.</exception>
    public void SetOutput(int output, Span<float> values)
    {
        if (output == 0)
            Output = values;
        else
            SetInputGradient(ResultOf(output), values);
    }

    /// <summary>Where an output goes; empty if it is not wanted.</summary>
    /// <param name="output">The index in <see cref="NetworkInfo.Outputs"/>; 0 is <see cref="Output"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0..<see cref="MaxInputs"/>-1.</exception>
    public readonly Span<float> OutputAt(int output) => output == 0 ? Output : InputGradient(ResultOf(output));

    private static int ResultOf(int output) => output is > 0 and < MaxInputs
        ? MaxInputs - output
        : throw new ArgumentOutOfRangeException(nameof(output), $"output is {output}, but a batch has outputs 0 to {MaxInputs - 1}.");

    private void SetData(int input, ReadOnlySpan<float> data)
    {
        switch (input)
        {
            case 0: _data0 = data; break;
            case 1: _data1 = data; break;
            case 2: _data2 = data; break;
            case 3: _data3 = data; break;
            case 4: _data4 = data; break;
            case 5: _data5 = data; break;
            case 6: _data6 = data; break;
            case 7: _data7 = data; break;
            default: throw NoSuchInput(input);
        }
    }

    private readonly ReadOnlySpan<float> Data(int input) => input switch
    {
        0 => _data0,
        1 => _data1,
        2 => _data2,
        3 => _data3,
        4 => _data4,
        5 => _data5,
        6 => _data6,
        7 => _data7,
        _ => throw NoSuchInput(input),
    };

    private static ArgumentOutOfRangeException NoSuchInput(int input) =>
        new(nameof(input), $"input is {input}, but a batch has inputs 0 to {MaxInputs - 1}.");
}
