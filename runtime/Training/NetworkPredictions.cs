namespace StaticNets;

/// <summary>
/// What networks that end in a loss over classes make of single examples: the class, its probability, and those of the other classes. All of these run on the
/// calling thread and are safe to call from many; those that are given the memory for their results allocate nothing once warm.
/// </summary>
/// <remarks>
/// <para>An example is given as its values or its tokens, in row-major order and without a batch. Of an input with lengths only the real steps are given, from
/// the least number to all. A network of several inputs takes a <see cref="Batch"/> of one example.</para>
/// <para>For many examples at once there is <see cref="Evaluator{T}"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// var prediction = network.Predict(image);
/// Console.WriteLine($"{names[prediction.Class]} ({prediction.Probability:P0})");
/// </code>
/// </example>
public static class NetworkPredictions
{
    /// <summary>Predicts the most probable class of one example of values.</summary>
    /// <param name="network">A network with one input of values and one class for each example.</param>
    /// <param name="values">The example.</param>
    /// <param name="probabilities">Receives the probability of each class, as many as the network has outputs. Default: not wanted.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the network has other inputs, several classes for each example or a loss that is not
    /// over classes.</exception>
    public static Prediction Predict<T>(this T network, ReadOnlySpan<float> values, Span<float> probabilities = default)
        where T : class, INetwork<T>
    {
        using var example = SingleExample<T>.Of(values);
        return PredictOne(network, example.Batch, probabilities);
    }

    /// <summary>Predicts the most probable class of one example of tokens.</summary>
    /// <param name="network">A network with one input of tokens and one class for each example.</param>
    /// <param name="tokens">The example.</param>
    /// <param name="probabilities">Receives the probability of each class, as many as the network has outputs. Default: not wanted.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the network has other inputs, several classes for each example or a loss that is not
    /// over classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public static Prediction Predict<T>(this T network, ReadOnlySpan<int> tokens, Span<float> probabilities = default)
        where T : class, INetwork<T>
    {
        using var example = SingleExample<T>.Of(tokens);
        return PredictOne(network, example.Batch, probabilities);
    }

    /// <summary>Predicts the most probable class of one example of any inputs.</summary>
    /// <param name="network">A network with one class for each example.</param>
    /// <param name="example">A batch of one example, with its inputs and their lengths; labels, targets and results are not looked at.</param>
    /// <param name="probabilities">Receives the probability of each class, as many as the network has outputs. Default: not wanted.</param>
    /// <exception cref="ArgumentException">The batch has more than one example or does not fit the network, <paramref name="probabilities"/> has the wrong
    /// length, or the network has several classes for each example or a loss that is not over classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public static Prediction Predict<T>(this T network, scoped in Batch example, Span<float> probabilities = default)
        where T : class, INetwork<T>
        => PredictOne(network, in example, probabilities);

    /// <summary>Predicts the most probable classes of one example of values, the most probable first; of equally probable ones the first.</summary>
    /// <param name="network">A network with one input of values and one class for each example.</param>
    /// <param name="values">The example.</param>
    /// <param name="top">Receives as many as it has room for, at most all classes.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the network has other inputs, several classes for each example or a loss that is not
    /// over classes.</exception>
    public static void PredictTop<T>(this T network, ReadOnlySpan<float> values, Span<Prediction> top)
        where T : class, INetwork<T>
    {
        using var example = SingleExample<T>.Of(values);
        PredictTop(network, example.Batch, top);
    }

    /// <summary>Predicts the most probable classes of one example of tokens, the most probable first; of equally probable ones the first.</summary>
    /// <param name="network">A network with one input of tokens and one class for each example.</param>
    /// <param name="tokens">The example.</param>
    /// <param name="top">Receives as many as it has room for, at most all classes.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the network has other inputs, several classes for each example or a loss that is not
    /// over classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public static void PredictTop<T>(this T network, ReadOnlySpan<int> tokens, Span<Prediction> top)
        where T : class, INetwork<T>
    {
        using var example = SingleExample<T>.Of(tokens);
        PredictTop(network, example.Batch, top);
    }

    /// <summary>Predicts the most probable classes of one example of any inputs, the most probable first; of equally probable ones the first.</summary>
    /// <param name="network">A network with one class for each example.</param>
    /// <param name="example">A batch of one example, with its inputs and their lengths; labels, targets and results are not looked at.</param>
    /// <param name="top">Receives as many as it has room for, at most all classes.</param>
    /// <exception cref="ArgumentException">The batch has more than one example or does not fit the network, <paramref name="top"/> is empty or has room for
    /// more than all classes, or the network has several classes for each example or a loss that is not over classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public static void PredictTop<T>(this T network, scoped in Batch example, Span<Prediction> top)
        where T : class, INetwork<T>
    {
        var decisions = Decisions<T>.OneClass();
        if (top.IsEmpty || top.Length > decisions.Classes)
            throw new ArgumentException($"top has room for {top.Length}, but must have room for 1 to {decisions.Classes} classes.", nameof(top));
        using var scratch = new FloatScratch(T.Info.OutputSize);
        ComputeLogits(network, in example, scratch.Values);
        for (var filled = 0; filled < top.Length; filled++)
            top[filled] = new Prediction(decisions.Best(scratch.Values, 0, top[..filled]), 0);
        LogitProbabilities.Compute(decisions.Loss, scratch.Values);
        foreach (ref var prediction in top)
            prediction = decisions.Of(scratch.Values, 0, prediction.Class);
    }

    /// <summary>Predicts the most probable class of each of the steps, or elements, of one example of values.</summary>
    /// <param name="network">A network with one input of values.</param>
    /// <param name="values">The example.</param>
    /// <param name="predictions">Receives one for each step, those beyond the example's length, which mean nothing, included.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the network has other inputs or a loss that is not over classes.</exception>
    public static void PredictEach<T>(this T network, ReadOnlySpan<float> values, Span<Prediction> predictions)
        where T : class, INetwork<T>
    {
        using var example = SingleExample<T>.Of(values);
        PredictEach(network, example.Batch, predictions);
    }

    /// <summary>Predicts the most probable class of each of the steps, or elements, of one example of tokens.</summary>
    /// <param name="network">A network with one input of tokens.</param>
    /// <param name="tokens">The example.</param>
    /// <param name="predictions">Receives one for each step, those beyond the example's length, which mean nothing, included.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the network has other inputs or a loss that is not over classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public static void PredictEach<T>(this T network, ReadOnlySpan<int> tokens, Span<Prediction> predictions)
        where T : class, INetwork<T>
    {
        using var example = SingleExample<T>.Of(tokens);
        PredictEach(network, example.Batch, predictions);
    }

    /// <summary>Predicts the most probable class of each of the steps, or elements, of one example of any inputs.</summary>
    /// <param name="network">A network whose loss is over classes.</param>
    /// <param name="example">A batch of one example, with its inputs and their lengths; labels, targets and results are not looked at.</param>
    /// <param name="predictions">Receives one for each step, those beyond the example's length, which mean nothing, included.</param>
    /// <exception cref="ArgumentException">The batch has more than one example or does not fit the network, <paramref name="predictions"/> has the wrong
    /// length, or the network has a loss that is not over classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public static void PredictEach<T>(this T network, scoped in Batch example, Span<Prediction> predictions)
        where T : class, INetwork<T>
    {
        var decisions = Decisions<T>.Any();
        if (predictions.Length != decisions.Width)
            throw new ArgumentException(
                $"predictions has {predictions.Length} elements, but an example of {T.Info.Name} needs {decisions.Width}.", nameof(predictions));
        using var scratch = new FloatScratch(T.Info.OutputSize);
        ComputeLogits(network, in example, scratch.Values);
        for (var i = 0; i < predictions.Length; i++)
            predictions[i] = new Prediction(decisions.Best(scratch.Values, i), 0);
        LogitProbabilities.Compute(decisions.Loss, scratch.Values);
        for (var i = 0; i < predictions.Length; i++)
            predictions[i] = decisions.Of(scratch.Values, i, predictions[i].Class);
    }

    /// <summary>Computes the probability of each class of one example of values.</summary>
    /// <param name="network">A network with one input of values.</param>
    /// <param name="values">The example.</param>
    /// <returns>As many numbers as the network has outputs, in their order: of a network that ends in binary cross-entropy the probability of class
    /// 1.</returns>
    /// <exception cref="ArgumentException">The span has the wrong length, or the network has other inputs or a loss that is not over classes.</exception>
    public static float[] Probabilities<T>(this T network, ReadOnlySpan<float> values)
        where T : class, INetwork<T>
    {
        using var example = SingleExample<T>.Of(values);
        return Probabilities(network, example.Batch);
    }

    /// <summary>Computes the probability of each class of one example of tokens.</summary>
    /// <param name="network">A network with one input of tokens.</param>
    /// <param name="tokens">The example.</param>
    /// <returns>As many numbers as the network has outputs, in their order: of a network that ends in binary cross-entropy the probability of class
    /// 1.</returns>
    /// <exception cref="ArgumentException">The span has the wrong length, or the network has other inputs or a loss that is not over classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public static float[] Probabilities<T>(this T network, ReadOnlySpan<int> tokens)
        where T : class, INetwork<T>
    {
        using var example = SingleExample<T>.Of(tokens);
        return Probabilities(network, example.Batch);
    }

    /// <summary>Computes the probability of each class of one example of any inputs.</summary>
    /// <param name="network">A network whose loss is over classes.</param>
    /// <param name="example">A batch of one example, with its inputs and their lengths; labels, targets and results are not looked at.</param>
    /// <returns>As many numbers as the network has outputs, in their order: of a network that ends in binary cross-entropy the probability of class
    /// 1.</returns>
    /// <exception cref="ArgumentException">The batch has more than one example or does not fit the network, or the network has a loss that is not over
    /// classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public static float[] Probabilities<T>(this T network, scoped in Batch example)
        where T : class, INetwork<T>
    {
        var decisions = Decisions<T>.Any();
        var probabilities = new float[T.Info.OutputSize];
        ComputeLogits(network, in example, probabilities);
        LogitProbabilities.Compute(decisions.Loss, probabilities);
        return probabilities;
    }

    /// <summary>Turns a network's outputs, which are logits, into probabilities as its loss reads them: by softmax over the classes, or one by one by the
    /// logistic function where it ends in binary cross-entropy.</summary>
    /// <param name="network">What the network is.</param>
    /// <param name="logits">The outputs of one example or several.</param>
    /// <param name="probabilities">Receives the probabilities; as long as <paramref name="logits"/>, and may be the same memory.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the network's loss is not over classes.</exception>
    public static void Probabilities(this NetworkInfo network, ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(network);
        var scoring = Scoring.OfOutput(network) ?? throw LogitProbabilities.NoClasses(network, nameof(network));
        if (logits.Length % network.OutputSize != 0)
            throw new ArgumentException(
                $"logits has {logits.Length} elements, but the outputs of {network.Name} are a multiple of {network.OutputSize}.", nameof(logits));
        if (probabilities.Length != logits.Length)
            throw new ArgumentException($"probabilities has {probabilities.Length} elements, but there are {logits.Length} logits.", nameof(probabilities));
        logits.CopyTo(probabilities);
        LogitProbabilities.Compute(scoring.Loss, probabilities);
    }

    private static Prediction PredictOne<T>(T network, scoped in Batch example, Span<float> probabilities)
        where T : class, INetwork<T>
    {
        var decisions = Decisions<T>.OneClass();
        if (!probabilities.IsEmpty && probabilities.Length != T.Info.OutputSize)
            throw new ArgumentException(
                $"probabilities has {probabilities.Length} elements, but {T.Info.Name} has {T.Info.OutputSize} outputs.", nameof(probabilities));
        using var scratch = new FloatScratch(T.Info.OutputSize);
        var output = probabilities.IsEmpty ? scratch.Values : probabilities;
        ComputeLogits(network, in example, output);
        var best = decisions.Best(output, 0);
        LogitProbabilities.Compute(decisions.Loss, output);
        return decisions.Of(output, 0, best);
    }

    private static void ComputeLogits<T>(T network, scoped in Batch example, Span<float> logits)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (example.Count != 1)
            throw new ArgumentException($"example is a batch of {example.Count}, but one example is needed: predict many by an Evaluator.", nameof(example));
        var batch = example;
        batch.Output = logits;
        batch.Labels = default;
        batch.Targets = default;
        batch.Gradients = null;
        T.Run(network, in batch);
    }
}
