using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>Runs any number of time steps of sequences that go on from a state.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Steps
{
    /// <summary>Runs the steps of each sequence, one sequence after another, and leaves the new state.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">Inputs and outputs, all with the same number of steps, and a state of as many sequences as there are examples.</param>
    /// <exception cref="ArgumentException">An input has no whole number of steps, or as many others, or an output has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in its vocabulary; the steps before it have been taken.</exception>
    /// <exception cref="InvalidOperationException">A sequence has taken all its steps; so it has then.</exception>
    public static void Forward<T>(T network, scoped in Batch batch)
        where T : class, ISteppedNetwork<T>
    {
        var steps = Count(in batch, T.Info);
        for (var output = 0; output < T.Info.Outputs.Length; output++)
            CheckOutput(in batch, T.Info.Outputs[output], output, steps);
        BatchChain chain = default;
        var part = new Batch { Count = 1, State = batch.State };
        chain.Extend(ref part, T.Info.Batches);
        for (var sequence = 0; sequence < batch.Count; sequence++)
        {
            part.FirstSequence = sequence;
            for (var step = 0; step < steps; step++)
            {
                Take(in batch, ref part, T.Info, (sequence * steps) + step);
                T.Step(network, in part);
            }
        }
    }

    /// <summary>Describes one step.</summary>
    /// <param name="batch">All steps.</param>
    /// <param name="part">Gets the one.</param>
    /// <param name="network">The network.</param>
    /// <param name="place">Its place among the steps of all sequences.</param>
    private static void Take(scoped in Batch batch, ref Batch part, NetworkInfo network, int place)
    {
        for (var i = 0; i < network.Inputs.Length; i++)
        {
            var size = StepOf(network.Inputs[i].Shape);
            if (network.Inputs[i].Kind == InputKind.Tokens)
                part.SetTokens(i, batch.Tokens(i).Slice(place * size, size));
            else
                part.SetValues(i, batch.Values(i).Slice(place * size, size));
        }

        for (var i = 0; i < network.Outputs.Length; i++)
        {
            var size = StepOf(network.Outputs[i].Shape);
            if (!batch.OutputAt(i).IsEmpty)
                part.SetOutput(i, batch.OutputAt(i).Slice(place * size, size));
        }
    }

    /// <summary>The number of steps that all inputs have.</summary>
    private static int Count(scoped in Batch batch, NetworkInfo network)
    {
        var steps = 0;
        for (var i = 0; i < network.Inputs.Length; i++)
        {
            var input = network.Inputs[i];
            var length = input.Kind == InputKind.Tokens ? batch.Tokens(i).Length : batch.Values(i).Length;
            var size = (long)batch.Count * StepOf(input.Shape);
            if (length == 0 || length % size != 0)
                throw new ArgumentException(
                    $"{input.Name} has {length} elements, but steps of {FigureText.Count(batch.Count, "sequence", "sequences")} need a multiple of {size}.",
                    input.Name);
            if (i > 0 && length / size != steps)
                throw new ArgumentException($"{input.Name} has {length / size} steps, but {network.Inputs[0].Name} has {steps}.", input.Name);
            steps = (int)(length / size);
        }

        return steps;
    }

    private static void CheckOutput(scoped in Batch batch, OutputInfo output, int index, int steps)
    {
        var length = batch.OutputAt(index).Length;
        var needed = (long)batch.Count * steps * StepOf(output.Shape);
        if (length != needed && (index == 0 || length > 0))
            throw new ArgumentException($"{output.Name} has {length} elements, but {steps} steps need {needed}.", output.Name);
    }

    /// <summary>The elements of one step of a sequence, whose first axis is the steps.</summary>
    private static int StepOf(System.Collections.Immutable.ImmutableArray<int> shape) => Shapes.Size(shape) / shape[0];
}
