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
    public static void Labels(ReadOnlySpan<int> labels, string argument, int perExample, int classes, int ignoreIndex) =>
        Labels(labels, argument, perExample, classes, ignoreIndex, default);

    private static void Labels(ReadOnlySpan<int> labels, string argument, int perExample, int classes, int ignoreIndex, Origin origin)
    {
        if (FirstWrong(labels, classes, ignoreIndex) is >= 0 and var wrong)
            throw NotAClass(labels[wrong], origin.Place(wrong, perExample), argument, classes, ignoreIndex);
    }

    /// <summary>The place of the first label that is no class, or -1.</summary>
    private static int FirstWrong(ReadOnlySpan<int> labels, int classes, int ignoreIndex)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes && labels[i] != ignoreIndex)
                return i;
        }

        return -1;
    }

    /// <summary>Checks that every sequence has at least one step and no more than the network has.</summary>
    /// <param name="lengths">The number of steps of each example.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="steps">The network's number of steps.</param>
    /// <exception cref="ArgumentException">There are more or fewer lengths than examples, or a length is out of range;
    /// the message names the example.</exception>
    public static void Lengths(ReadOnlySpan<int> lengths, string argument, int count, int steps) => Lengths(lengths, argument, count, steps, 1, default);

    /// <summary>Checks that every sequence has as many steps as leave one behind all layers, and no more than the network has.</summary>
    /// <param name="lengths">The number of steps of each example.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="steps">The network's number of steps.</param>
    /// <param name="least">The least number of steps.</param>
    /// <exception cref="ArgumentException">There are more or fewer lengths than examples, or a length is out of range;
    /// the message names the example.</exception>
    public static void Lengths(ReadOnlySpan<int> lengths, string argument, int count, int steps, int least)
        => Lengths(lengths, argument, count, steps, least, default);

    private static void Lengths(ReadOnlySpan<int> lengths, string argument, int count, int steps, int least, Origin origin)
    {
        if (lengths.Length != count)
            throw new ArgumentException($"{argument} has {lengths.Length} lengths, but {Examples(count)} need {count}.", argument);
        for (var example = 0; example < lengths.Length; example++)
        {
            if (lengths[example] < least || lengths[example] > steps)
            {
                var reason = lengths[example] >= 1 && lengths[example] < least ? ": layers that shorten it would leave no step" : "";
                throw new ArgumentException(
                    $"{argument} of {origin.Place(example)} is {lengths[example]}, but must be from {least} to {steps}{reason}.", argument);
            }
        }
    }

    /// <summary>Checks that every token is in the vocabulary.</summary>
    /// <param name="tokens">The tokens, <paramref name="perExample"/> for each example; those past a sequence's length count as well.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="perExample">The number of tokens of one example.</param>
    /// <param name="vocabulary">The number of different tokens: they are 0..<paramref name="vocabulary"/>-1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is none of these; the message names the example.</exception>
    public static void Tokens(ReadOnlySpan<int> tokens, string argument, int perExample, int vocabulary) =>
        Tokens(tokens, argument, perExample, vocabulary, default);

    private static void Tokens(ReadOnlySpan<int> tokens, string argument, int perExample, int vocabulary, Origin origin)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)vocabulary)
                throw NotInVocabulary(tokens[i], origin.Place(i, perExample), argument, vocabulary);
        }
    }

    /// <summary>Checks that a state belongs to the network and has a sequence for every example.</summary>
    /// <param name="state">The state.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="count">The number of examples; the state must have as many sequences.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentNullException">There is no state.</exception>
    /// <exception cref="ArgumentException">The state belongs to another network or has more or fewer sequences.</exception>
    public static void State(RecurrentState state, string argument, int count, NetworkInfo network)
    {
        ArgumentNullException.ThrowIfNull(state, argument);
        CheckNetwork(state, argument, network);
        if (state.Count != count)
            throw new ArgumentException($"{argument} has {Sequences(state.Count)}, but {Examples(count)} need {count}.", argument);
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
                $"{argument} has the layout of {gradients.Layout.NetworkName}, but that of {layout.NetworkName} is needed: "
                    + $"use {layout.NetworkName}.NewGradients().",
                argument);
        }
    }

    /// <summary>
    /// Checks everything a batch holds: the one entry of a network is public, and a set of gradients or a span of another
    /// network would otherwise be written past its end.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="network">The network that is to run it.</param>
    /// <exception cref="ArgumentException">A span has the wrong length or is missing, a length is out of range,
    /// or gradients or state belong to another network; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count, a token or a label is out of range.</exception>
    public static void Batch(scoped in Batch batch, NetworkInfo network)
    {
        // Of a pass that is under way all has been checked.
        if (batch.Region > 0)
            return;
        Count(batch.Count);
        if (batch is { Gradients: not null, Memory: null })
            LeastBatch(batch.Count, network);
        for (var i = 0; i < network.Inputs.Length; i++)
        {
            Input(in batch, i, network.Inputs[i]);

            // In inference the places of gradients may be those of exposed weights and of outputs.
            if (!batch.InputGradient(i).IsEmpty && (batch.Gradients is not null || (network.Exposed.IsEmpty && network.Outputs.Length == 1)))
                Length(batch.InputGradient(i).Length, "input gradient", batch.Count, network.Inputs[i].Shape);
        }

        if (!batch.Output.IsEmpty)
            Length(batch.Output.Length, "output", batch.Count, network.OutputShape);
        if (batch.Gradients is not null)
            Gradients(batch.Gradients, "gradients", network.Layout);
        if (batch.State is not null)
        {
            Sequences(batch.State, batch.FirstSequence, batch.Count, network);
            if (!network.CarriesState)
                throw new ArgumentException($"state is for single steps: a whole sequence of {network.Name} always begins at its beginning.", "state");
        }

        for (var i = 0; i < network.Exposed.Length && batch.Gradients is null; i++)
            Exposed(in batch, i, network.Exposed[i]);
        for (var i = 1; i < network.Outputs.Length && batch.Gradients is null; i++)
            Output(in batch, i, network.Outputs[i]);

        var needed = batch.Gradients is not null || batch.HasTargets;
        for (var i = 0; i < network.Losses.Length && needed; i++)
            Loss(in batch, in batch.Part(i), network.Losses[i], network.Losses.Length > 1);
        if (network.Losses.IsEmpty && needed)
            Length(batch.Targets.Length, "targets", batch.Count, network.OutputShape);
    }

    /// <param name="batch">The batch.</param>
    /// <param name="part">The part of it that has the loss's targets.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="isOneOfMany">Whether there are others.</param>
    private static void Loss(scoped in Batch batch, scoped in Batch part, LossInfo loss, bool isOneOfMany)
    {
        if (!part.ClassWeights.IsEmpty)
            ClassWeights(part.ClassWeights, isOneOfMany ? $"classWeights of {loss.Name}" : "classWeights", loss);
        var actual = loss.TakesLabels ? part.Labels.Length : part.Targets.Length;
        var isWrong = actual != (long)batch.Count * loss.TargetSize || (loss.TakesLabels && FirstWrong(part.Labels, loss.Classes, loss.IgnoreIndex) >= 0);
        if (!isWrong)
            return;
        var argument = isOneOfMany ? $"{loss.TargetsText} of {loss.Name}" : loss.TargetsText;
        Length(actual, argument, batch.Count, loss.Targets);
        Labels(part.Labels, argument, loss.TargetSize, loss.Classes, loss.IgnoreIndex, new Origin(in batch));
    }

    private static void Output(scoped in Batch batch, int index, OutputInfo output)
    {
        if (batch.OutputAt(index).IsEmpty)
            return;
        Length(batch.OutputAt(index).Length, output.Name, batch.Count, output.Shape);
        if (batch.HasTargets)
            throw new ArgumentException(
                $"{output.Name} is given by inference only, but the batch has {(batch.Labels.IsEmpty ? "targets" : "labels")}.", "batch");
    }

    private static void Exposed(scoped in Batch batch, int index, ExposedInfo exposed)
    {
        if (batch.Exposed(index).IsEmpty)
            return;
        Length(batch.Exposed(index).Length, exposed.Layer, batch.Count, exposed.Shape);
        if (batch.HasTargets)
            throw new ArgumentException(
                $"The weights of {exposed.Layer} are given by inference only, but the batch has {(batch.Labels.IsEmpty ? "targets" : "labels")}.", "batch");
    }

    /// <summary>Checks everything that a batch of sequences to encode holds.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="network">The network that is to run it.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the state is missing,
    /// belongs to another network or has too few sequences.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count, a token or a length is out of range.</exception>
    public static void Encode(scoped in Batch batch, NetworkInfo network)
    {
        Count(batch.Count);
        ArgumentNullException.ThrowIfNull(batch.State, "state");
        Sequences(batch.State, batch.FirstSequence, batch.Count, network);
        for (var i = 0; i < network.Inputs.Length; i++)
        {
            if (network.Inputs[i].IsEncoded)
                Input(in batch, i, network.Inputs[i]);
        }
    }

    /// <summary>Checks everything that a batch of single steps holds.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="network">The network that is to run it.</param>
    /// <param name="step">The layout of its steps.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the state is missing,
    /// belongs to another network or has too few sequences.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count or a token is out of range.</exception>
    public static void Step(scoped in Batch batch, NetworkInfo network, CodeLayout step)
    {
        Count(batch.Count);
        ArgumentNullException.ThrowIfNull(batch.State, "state");
        Sequences(batch.State, batch.FirstSequence, batch.Count, network);
        for (var i = 0; i < network.Inputs.Length; i++)
        {
            var input = network.Inputs[i];
            if (input.IsEncoded)
                continue;
            var isTokens = input.Kind == InputKind.Tokens;
            var length = isTokens ? batch.Tokens(i).Length : batch.Values(i).Length;
            var size = step.Inputs[i].Size;
            if (length != (long)batch.Count * size)
                Length(length, input.Name, batch.Count, size == input.Size ? input.Shape : input.Shape.SetItem(0, 1));
            if (isTokens)
                Tokens(batch.Tokens(i), input.Name, 1, input.Vocabulary, new Origin(in batch));
        }

        for (var i = 0; i < step.Exposed.Length; i++)
        {
            ReadOnlySpan<int> weights = [step.Exposed[i].Size];
            if (!batch.Exposed(i).IsEmpty)
                Length(batch.Exposed(i).Length, network.Exposed[i].Layer, batch.Count, weights);
        }

        for (var i = 0; i < step.MoreOutputs.Length; i++)
        {
            ReadOnlySpan<int> shape = [step.MoreOutputs[i].Size];
            if (!batch.OutputAt(i + 1).IsEmpty)
                Length(batch.OutputAt(i + 1).Length, network.Outputs[i + 1].Name, batch.Count, shape);
        }

        ReadOnlySpan<int> outputShape = [step.Output.Size];
        if (!batch.Output.IsEmpty)
            Length(batch.Output.Length, "output", batch.Count, outputShape);
    }

    /// <summary>Checks the weights of a loss's classes.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="argument">What to call them.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="ArgumentException">The loss has no classes or as many others, a weight is negative or not finite, or all are 0.</exception>
    internal static void ClassWeights(ReadOnlySpan<float> weights, string argument, LossInfo loss)
    {
        if (!loss.TakesLabels)
            throw new ArgumentException($"{argument} has {weights.Length} weights, but {loss.Kind} has no classes.", argument);
        if (weights.Length != loss.Classes)
            throw new ArgumentException($"{argument} has {weights.Length} weights, but one is needed for each of the {loss.Classes} classes.", argument);
        var isPositive = false;
        for (var label = 0; label < weights.Length; label++)
        {
            if (!float.IsFinite(weights[label]) || weights[label] < 0)
                throw new ArgumentException($"{argument} of class {label} is {weights[label]}, but must be a finite number of at least 0.", argument);
            isPositive |= weights[label] > 0;
        }

        if (!isPositive)
            throw new ArgumentException($"{argument} is 0 for all {weights.Length} classes, but one at least must count.", argument);
    }

    /// <summary>Checks that a batch has enough examples to be trained on.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    internal static void LeastBatch(int count, NetworkInfo network)
    {
        if (count < network.LeastBatch)
        {
            throw new ArgumentException(
                $"count is {count}, but training {network.Name} needs batches of at least {network.LeastBatch} examples: "
                    + "of one, each channel of a BatchNorm has a single value, whose variance is 0.",
                nameof(count));
        }
    }

    private static void Input(scoped in Batch batch, int index, InputInfo input)
    {
        var length = input.Kind == InputKind.Tokens ? batch.Tokens(index).Length : batch.Values(index).Length;
        Length(length, input.Name, batch.Count, input.Shape);
        if (input.Kind == InputKind.Tokens)
            Tokens(batch.Tokens(index), input.Name, input.Size, input.Vocabulary, new Origin(in batch));
        if (input.HasLengths)
            Lengths(batch.Lengths(index), "lengths", batch.Count, input.Shape[0], input.LeastLength, new Origin(in batch));
    }

    /// <summary>Checks that a batch, which may be a shard, stays within its state's sequences.</summary>
    private static void Sequences(RecurrentState state, int first, int count, NetworkInfo network)
    {
        CheckNetwork(state, "state", network);
        if (first < 0 || first > state.Count - count)
        {
            throw new ArgumentException(
                $"state has {Sequences(state.Count)}, but {Examples(count)} from sequence {first} on need {first + (long)count}.", "state");
        }
    }

    private static void CheckNetwork(RecurrentState state, string argument, NetworkInfo network)
    {
        if (!ReferenceEquals(state.Network.Layout, network.Layout))
            throw new ArgumentException($"{argument} is a state of {state.Network.Name}, but one of {network.Name} is needed.", argument);
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

    private static ArgumentOutOfRangeException NotAClass(int label, string place, string argument, int classes, int ignoreIndex) =>
        new(argument, $"{argument} of {place} is {label}, but must be from 0 to {classes - 1}, or {ignoreIndex} to be ignored.");

    private static ArgumentOutOfRangeException NotInVocabulary(int token, string place, string argument, int vocabulary) =>
        new(argument, $"{argument} of {place} is {token}, but must be from 0 to {vocabulary - 1}.");

    private static string Examples(int count) => count == 1 ? "1 example" : $"{count} examples";

    private static string Sequences(int count) => count == 1 ? "1 sequence" : $"{count} sequences";

    /// <summary>Where a batch's examples come from: the dataset, or the whole that this is a part of.</summary>
    private readonly struct Origin
    {
        private readonly ExamplePlaces? _places;
        private readonly int _first;

        public Origin(scoped in Batch batch) => (_places, _first) = (batch.Places, batch.FirstExample);

        public string Place(int example) => _places?[example] ?? $"example {_first + example}";

        public string Place(int position, int perExample) =>
            perExample == 1 ? Place(position) : $"{Place(position / perExample)}, step {position % perExample}";
    }
}
