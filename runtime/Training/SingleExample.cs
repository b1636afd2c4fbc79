using System.Runtime.InteropServices;

namespace StaticNets;

/// <summary>One example of a network with a single input as a batch, filled up with zeros where the input has lengths and the example is shorter.</summary>
/// <typeparam name="T">The network.</typeparam>
internal ref struct SingleExample<T>
    where T : class, INetwork<T>
{
    private FloatScratch _padded;

    // What the batch's lengths refer to.
    private int[] _length;

    /// <summary>The batch.</summary>
    public Batch Batch;

    public static SingleExample<T> Of(ReadOnlySpan<float> values)
    {
        var input = SingleInput(InputKind.Values, nameof(values));
        var example = default(SingleExample<T>);
        example.Batch.Count = 1;
        example.Batch.SetValues(0, example.Padded(input, values, "values"));
        return example;
    }

    public static SingleExample<T> Of(ReadOnlySpan<int> tokens)
    {
        var input = SingleInput(InputKind.Tokens, nameof(tokens));
        var example = default(SingleExample<T>);
        example.Batch.Count = 1;
        // Token 0 is in every vocabulary, and its bits are those of 0.
        var padded = example.Padded(input, MemoryMarshal.Cast<int, float>(tokens), "tokens");
        example.Batch.SetTokens(0, MemoryMarshal.Cast<float, int>(padded));
        return example;
    }

    public readonly void Dispose()
    {
        _padded.Dispose();
        if (_length is not null)
            System.Buffers.ArrayPool<int>.Shared.Return(_length);
    }

    private static InputInfo SingleInput(InputKind kind, string argument)
    {
        var inputs = T.Info.Inputs;
        if (inputs.Length == 1 && inputs[0].Kind == kind)
            return inputs[0];
        var has = inputs.Length == 1 ? $"takes {inputs[0]}" : $"has {inputs.Length} inputs";
        var given = kind == InputKind.Values ? "values" : "tokens";
        throw new ArgumentException(
            $"{argument} are one input of {given}, but {T.Info.Name} {has}: {(inputs.Length == 1 ? "give that" : "give a Batch of one example")}.", argument);
    }

    private ReadOnlySpan<float> Padded(InputInfo input, ReadOnlySpan<float> data, string argument)
    {
        if (!input.HasLengths)
        {
            if (data.Length != input.Size)
                throw new ArgumentException($"{argument} has {data.Length} elements, but one example of {input} needs {input.Size}.", argument);
            return data;
        }

        var perStep = input.Size / input.Shape[0];
        var steps = data.Length / perStep;
        if (data.Length % perStep != 0 || steps < input.LeastLength || steps > input.Shape[0])
        {
            var unit = perStep == 1 ? "" : $" steps of {perStep}";
            throw new ArgumentException(
                $"{argument} has {data.Length} elements, but one example of {input} needs {input.LeastLength} to {input.Shape[0]}{unit}.", argument);
        }

        _length = System.Buffers.ArrayPool<int>.Shared.Rent(1);
        _length[0] = steps;
        Batch.SetLengths(0, _length.AsSpan(0, 1));
        if (steps == input.Shape[0])
            return data;
        _padded = new FloatScratch(input.Size);
        data.CopyTo(_padded.Values);
        _padded.Values[data.Length..].Clear();
        return _padded.Values;
    }
}
