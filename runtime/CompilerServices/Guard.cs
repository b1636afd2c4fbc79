using System.Collections.Immutable;
using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>The argument checks of emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Checks a number of examples.</summary>
    /// <param name="count">Must be at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Count(int count)
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), $"count is {count}, but at least 1 example is needed.");
    }

    /// <summary>Checks a span that holds one tensor per example.</summary>
    /// <param name="actual">The span's length.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="shape">The shape of one example, such as <c>1x28x28</c>.</param>
    /// <param name="size">The number of elements of one example.</param>
    /// <exception cref="ArgumentException">The length is not <paramref name="count"/> times <paramref name="size"/>.</exception>
    public static void Length(int actual, string argument, int count, string shape, int size)
    {
        if (actual != (long)count * size)
            throw WrongLength(actual, argument, count, shape, size);
    }

    /// <summary>Checks that every label is a class.</summary>
    /// <param name="labels">The labels, <paramref name="perExample"/> for each example.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="perExample">1, or the number of steps of a sequence.</param>
    /// <param name="classes">The number of classes: labels are 0..<paramref name="classes"/>-1.</param>
    /// <param name="ignoreIndex">A label that is also allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is none of these; the message names the example.</exception>
    public static void Labels(ReadOnlySpan<int> labels, string argument, int perExample, int classes, int ignoreIndex)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes && labels[i] != ignoreIndex)
                throw NotAClass(labels[i], i, argument, perExample, classes, ignoreIndex);
        }
    }

    /// <summary>Checks that every sequence has at least one step and no more than the network has.</summary>
    /// <param name="lengths">The number of steps of each example.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="steps">The network's number of steps.</param>
    /// <exception cref="ArgumentException">There are more or fewer lengths than examples, or a length is out of range; the message names the example.</exception>
    public static void Lengths(ReadOnlySpan<int> lengths, string argument, int count, int steps)
    {
        if (lengths.Length != count)
            throw new ArgumentException($"{argument} has {lengths.Length} lengths, but {Examples(count)} need {count}.", argument);
        for (var example = 0; example < lengths.Length; example++)
        {
            if (lengths[example] < 1 || lengths[example] > steps)
            {
                throw new ArgumentException(
                    $"{argument} of example {example} is {lengths[example]}, but must be from 1 to {steps}.", argument);
            }
        }
    }

    /// <summary>Checks that a set of gradients belongs to the network.</summary>
    /// <param name="gradients">The set.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="layout">The network's layout.</param>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">The set belongs to another network.</exception>
    public static void Gradients(ParameterSet gradients, string argument, ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(gradients, argument);
        if (!ReferenceEquals(gradients.Layout, layout))
        {
            throw new ArgumentException(
                $"{argument} has the layout of {gradients.Layout.NetworkName}, but that of {layout.NetworkName} is needed: use {layout.NetworkName}.NewGradients().",
                argument);
        }
    }

    /// <summary>
    /// Checks everything a batch holds: the one entry of a network is public, and a set of gradients or a span of another
    /// network would otherwise be written past its end.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="network">The network that is to run it.</param>
    /// <param name="ignoreIndex">The label that is left out of a <see cref="LossKind.SoftmaxCrossEntropy"/>.</param>
    /// <exception cref="ArgumentException">A span has the wrong length or is missing, or gradients belong to another network; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count, a length or a label is out of range.</exception>
    public static void Batch(scoped in Batch batch, NetworkInfo network, int ignoreIndex)
    {
        Count(batch.Count);
        for (var i = 0; i < network.Inputs.Length; i++)
            Input(in batch, i, network.Inputs[i]);
        if (!batch.Output.IsEmpty)
            Length(batch.Output.Length, "output", batch.Count, network.OutputShape);
        if (batch.Gradients is not null)
            Gradients(batch.Gradients, "gradients", network.Layout);

        var needed = batch.Gradients is not null;
        if (network.Loss == LossKind.SoftmaxCrossEntropy)
        {
            var shape = network.OutputShape.AsSpan();
            if (needed || !batch.Labels.IsEmpty)
                Length(batch.Labels.Length, "labels", batch.Count, shape[..^1]);
            Labels(batch.Labels, "labels", Shapes.Size(shape[..^1]), shape[^1], ignoreIndex);
        }
        else if (needed || !batch.Targets.IsEmpty)
        {
            Length(batch.Targets.Length, "targets", batch.Count, network.OutputShape);
        }
    }

    private static void Input(scoped in Batch batch, int index, InputInfo input)
    {
        var length = input.Kind == InputKind.Tokens ? batch.Tokens(index).Length : batch.Values(index).Length;
        Length(length, input.Name, batch.Count, input.Shape);
        if (input.HasLengths)
            Lengths(batch.Lengths(index), "lengths", batch.Count, input.Shape[0]);
        if (!batch.InputGradient(index).IsEmpty)
            Length(batch.InputGradient(index).Length, "input gradient", batch.Count, input.Shape);
    }

    private static void Length(int actual, string argument, int count, ImmutableArray<int> shape) =>
        Length(actual, argument, count, shape.AsSpan());

    private static void Length(int actual, string argument, int count, ReadOnlySpan<int> shape)
    {
        var size = Shapes.Size(shape);
        if (actual != (long)count * size)
            throw WrongLength(actual, argument, count, Shapes.Text(shape), size);
    }

    private static ArgumentException WrongLength(int actual, string argument, int count, string shape, int size) =>
        new($"{argument} has {actual} elements, but {Examples(count)} of shape {shape} need {(long)count * size}.", argument);

    private static ArgumentOutOfRangeException NotAClass(
        int label, int position, string argument, int perExample, int classes, int ignoreIndex)
    {
        var place = perExample == 1
            ? $"example {position}"
            : $"example {position / perExample}, step {position % perExample}";
        return new ArgumentOutOfRangeException(
            argument, $"{argument} of {place} is {label}, but must be from 0 to {classes - 1}, or {ignoreIndex} to be ignored.");
    }

    private static string Examples(int count) => count == 1 ? "1 example" : $"{count} examples";
}
