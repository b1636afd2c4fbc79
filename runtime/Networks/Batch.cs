using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

#pragma warning disable CS8500 // A batch holds spans, and points to others on the stack.

namespace StaticNets;

/// <summary>
/// Everything one call of <see cref="INetwork{TSelf}.Run"/> reads and writes: spans over the caller's memory, examples
/// one after another, each in row-major order of its shape. It may be a shard of a larger batch: <see cref="FirstExample"/>
/// and <see cref="Denominator"/> then make dropout and means come out as if the whole batch had run at once.
/// </summary>
/// <remarks>
/// A batch has places for <see cref="MaxInputs"/> inputs and one loss. Where a network has more, further batches give their places to the first
/// (<see cref="Extend"/>).
/// </remarks>
public unsafe ref struct Batch
{
    /// <summary>The number of inputs that a batch which is not extended has places for.</summary>
    public const int MaxInputs = Agreement.InputsOfBatch;

    // A ref struct cannot hold an array of spans. Tokens share the values' fields (both are four bytes wide);
    // _tokenInputs says which inputs hold tokens. Results are the gradients of inputs in a training pass; in inference exposed weights, from the first on, and
    // further outputs, from the last on.
    private ReadOnlySpan<float> _data0, _data1, _data2, _data3, _data4, _data5, _data6, _data7;
    private ReadOnlySpan<int> _lengths0, _lengths1, _lengths2, _lengths3, _lengths4, _lengths5, _lengths6, _lengths7;
    private Span<float> _result0, _result1, _result2, _result3, _result4, _result5, _result6, _result7;
    private ulong _tokenInputs;

    // A ref struct lies on the stack and stays where it is, and a field cannot be a reference to one.
    private Batch* _next;

    /// <summary>The number of examples, at least 1.</summary>
    public int Count;

    /// <summary>The first loss's class indices, for <see cref="SoftmaxCrossEntropyAttribute"/>, <c>[count]</c> or <c>[count][steps]</c>; empty without
    /// labels.</summary>
    public ReadOnlySpan<int> Labels;

    /// <summary>
    /// The first loss's targets, if it is over numbers (<see cref="MeanSquaredErrorAttribute"/>, <see cref="BinaryCrossEntropyAttribute"/>), or, for a network
    /// without a loss, the gradient of its output. <c>[count][output shape]</c>; empty without targets.
    /// </summary>
    public ReadOnlySpan<float> Targets;

    /// <summary>
    /// The weight of each class in the first loss, for <see cref="SoftmaxCrossEntropyAttribute"/>, <c>[classes]</c>: the loss of each label is multiplied with
    /// that of its class, and the mean divides by their sum. Empty: all are 1.
    /// </summary>
    public ReadOnlySpan<float> ClassWeights;

    /// <summary>Receives the first output, what enters the loss, <c>[count][output shape]</c>; empty if it is not wanted.</summary>
    public Span<float> Output;

    /// <summary>Receives what enters the first loss where that is not the output (<see cref="LossInfo.IsOfOutput"/>) but is compared with classes,
    /// <c>[count][its shape]</c>, in passes with labels or targets; empty if it is not wanted.</summary>
    internal Span<float> Scored;

    /// <summary>Receives this batch's share of the mean of each loss, not multiplied with its weight; empty if they are not wanted.</summary>
    public Span<double> Losses;

    /// <summary>Receives the gradient of the loss, overwritten; null if this is not a training pass.</summary>
    public ParameterSet? Gradients;

    /// <summary>The seed that dropout is drawn from.</summary>
    public ulong Seed;

    /// <summary>The training step that dropout is drawn for.</summary>
    public long Step;

    /// <summary>The index of this shard's first example in the whole batch.</summary>
    public int FirstExample;

    /// <summary>What the first loss divides by: <see cref="INetwork{TSelf}.LossCount(in Batch, int)"/> of the whole batch. 0 says that this batch is the
    /// whole.</summary>
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

    /// <summary>
    /// Takes the places of another batch for <see cref="MaxInputs"/> further inputs, and one further output and loss. It must stay where it is as long as this
    /// batch is used.
    /// </summary>
    /// <param name="more">A batch that holds nothing and is no part of another one.</param>
    public void Extend(ref Batch more)
    {
        if (_next is not null)
            _next->Extend(ref more);
        else
            _next = (Batch*)Unsafe.AsPointer(ref more);
    }

    /// <summary>Sets the labels of a loss, <c>[count]</c> or <c>[count][steps]</c>.</summary>
    /// <param name="loss">The index in <see cref="NetworkInfo.Losses"/>; that of 0 are <see cref="Labels"/>.</param>
    /// <param name="labels">The class indices; not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many losses.</exception>
    public void SetLabels(int loss, ReadOnlySpan<int> labels)
    {
        if (loss == 0)
            Labels = labels;
        else
            More(nameof(loss), loss, loss)->Labels = labels;
    }

    /// <summary>Sets the targets of a loss, <c>[count][what enters it]</c>.</summary>
    /// <param name="loss">The index in <see cref="NetworkInfo.Losses"/>; that of 0 are <see cref="Targets"/>.</param>
    /// <param name="targets">The targets; not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many losses.</exception>
    public void SetTargets(int loss, ReadOnlySpan<float> targets)
    {
        if (loss == 0)
            Targets = targets;
        else
            More(nameof(loss), loss, loss)->Targets = targets;
    }

    /// <summary>Sets the weights of a loss's classes, <c>[classes]</c>.</summary>
    /// <param name="loss">The index in <see cref="NetworkInfo.Losses"/>; those of 0 are <see cref="ClassWeights"/>.</param>
    /// <param name="weights">The weights; not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many losses.</exception>
    public void SetClassWeights(int loss, ReadOnlySpan<float> weights)
    {
        if (loss == 0)
            ClassWeights = weights;
        else
            More(nameof(loss), loss, loss)->ClassWeights = weights;
    }

    /// <summary>Sets where what enters a loss goes: <see cref="Scored"/> of the batch with its places.</summary>
    internal void SetScored(int loss, Span<float> scored)
    {
        if (loss == 0)
            Scored = scored;
        else
            More(nameof(loss), loss, loss)->Scored = scored;
    }

    /// <summary>Sets what a loss divides by.</summary>
    /// <param name="loss">The index in <see cref="NetworkInfo.Losses"/>; that of 0 is <see cref="Denominator"/>.</param>
    /// <param name="denominator">Its <see cref="INetwork{TSelf}.LossCount(in Batch, int)"/> in the whole batch; 0 says that this batch is the whole.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many losses.</exception>
    public void SetDenominator(int loss, double denominator)
    {
        if (loss == 0)
            Denominator = denominator;
        else
            More(nameof(loss), loss, loss)->Denominator = denominator;
    }

    /// <summary>The batch itself, or that of those it was extended with which has the places of a loss.</summary>
    [UnscopedRef]
    internal readonly ref Batch Part(int loss)
    {
        if (loss == 0)
            return ref Unsafe.AsRef(in this);
        return ref *More(nameof(loss), loss, loss);
    }

    /// <summary>Whether there are labels or targets of any loss.</summary>
    internal readonly bool HasTargets
    {
        get
        {
            var has = !Labels.IsEmpty || !Targets.IsEmpty;
            for (var more = _next; more is not null && !has; more = more->_next)
                has = !more->Labels.IsEmpty || !more->Targets.IsEmpty;
            return has;
        }
    }

    /// <summary>Forgets what it was extended with.</summary>
    internal void Unextend() => _next = null;

    /// <summary>One of the batches that this was extended with.</summary>
    /// <param name="what">What it is to have a place for.</param>
    /// <param name="index">The index of that.</param>
    /// <param name="number">Which batch, from 1.</param>
    private readonly Batch* More(string what, int index, int number)
    {
        var more = _next;
        for (var i = 1; i < number && more is not null; i++)
            more = more->_next;
        return more is not null && number > 0
            ? more
            : throw new ArgumentOutOfRangeException(what, $"{what} is {index}, but the batch has no place for it: extend it with another one.");
    }

    /// <summary>Sets the values of an input, <c>[count][input shape]</c>.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    /// <param name="values">The values; not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many.</exception>
    public void SetValues(int input, ReadOnlySpan<float> values)
    {
        SetData(input, values);
        _tokenInputs &= ~(1UL << input);
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
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many.</exception>
    public void SetTokens(int input, ReadOnlySpan<int> tokens)
    {
        SetData(input, MemoryMarshal.Cast<int, float>(tokens));
        _tokenInputs |= 1UL << input;
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
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many.</exception>
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
            default: OfInput(input)->SetLengths(input % MaxInputs, lengths); break;
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
        _ => OfInput(input)->Lengths(input % MaxInputs),
    };

    /// <summary>Asks a training pass for the gradient with respect to an input declared with <c>Gradient = true</c>.</summary>
    /// <param name="input">The input's index, in order of declaration.</param>
    /// <param name="gradient">Receives the gradient, <c>[count][input shape]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many.</exception>
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
            default: OfInput(input)->SetInputGradient(input % MaxInputs, gradient); break;
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
        _ => OfInput(input)->InputGradient(input % MaxInputs),
    };

    /// <summary>
    /// Asks inference for the attention weights of a layer declared with <c>Expose = true</c>. A training pass gives none, nor does a pass for the loss.
    /// </summary>
    /// <param name="layer">The index in <see cref="NetworkInfo.Exposed"/>.</param>
    /// <param name="weights">Receives the weights, <c>[count][steps][keys' steps]</c>, or <c>[count][heads][steps][keys' steps]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many.</exception>
    public void SetExposed(int layer, Span<float> weights) => SetInputGradient(layer, weights);

    /// <summary>Where the attention weights of a layer go; empty if they are not wanted.</summary>
    /// <param name="layer">The index in <see cref="NetworkInfo.Exposed"/>.</param>
    public readonly Span<float> Exposed(int layer) => InputGradient(layer);

    /// <summary>Asks inference for one of the network's outputs. A training pass gives none but <see cref="Output"/>, nor does a pass for the loss.</summary>
    /// <param name="output">The index in <see cref="NetworkInfo.Outputs"/>; 0 is <see cref="Output"/>.</param>
    /// <param name="values">Receives the values, <c>[count][output shape]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many.</exception>
    public void SetOutput(int output, Span<float> values)
    {
        if (output == 0)
            Output = values;
        else if (output is > 0 and < MaxInputs)
            SetInputGradient(MaxInputs - output, values);
        else
            OfOutput(output)->Output = values;
    }

    /// <summary>Where an output goes; empty if it is not wanted.</summary>
    /// <param name="output">The index in <see cref="NetworkInfo.Outputs"/>; 0 is <see cref="Output"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no place for as many.</exception>
    public readonly Span<float> OutputAt(int output) => output switch
    {
        0 => Output,
        > 0 and < MaxInputs => InputGradient(MaxInputs - output),
        _ => OfOutput(output)->Output,
    };

    /// <summary>The batch whose output is one that this has no place for.</summary>
    private readonly Batch* OfOutput(int output) => More(nameof(output), output, output - MaxInputs + 1);

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
            default: OfInput(input)->SetData(input % MaxInputs, data); break;
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
        _ => OfInput(input)->Data(input % MaxInputs),
    };

    private readonly Batch* OfInput(int input) => More(nameof(input), input, input / MaxInputs);
}
