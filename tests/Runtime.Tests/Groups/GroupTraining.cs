using StaticNets.Data;

namespace StaticNets.Tests.Groups;

/// <summary>A training of any network by one process or several, and all that it comes to.</summary>
internal static class GroupTraining
{
    /// <summary>Examples of random values and classes, the same for the same count.</summary>
    public static Dataset Examples<T>(int count)
        where T : class, INetwork<T>
    {
        var random = new Random(count);
        var (size, width) = (T.Info.Inputs[0].Size, T.Info.OutputSize / T.Info.OutputShape[^1]);
        float[] values = [.. Enumerable.Range(0, count * size).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, count * width).Select(_ => random.Next(T.Info.OutputShape[^1]))];
        return new Dataset([Column.OfValues(values, size)], Column.OfIndices(labels, width));
    }

    /// <summary>The figures of every step and epoch, and the values at the end.</summary>
    public static Outcome Train<T>(TrainerOptions options, TrainingData training, Dataset? test = null, int epochs = 2)
        where T : class, INetwork<T>
    {
        var network = T.Create(3);
        var optimizer = new Adam(0.01);
        var figures = new List<double>();
        using var trainer = new Trainer<T>(network, optimizer, options);
        trainer.TrainUntil(
            training,
            epochs,
            test,
            (in TrainingProgress progress) => figures.AddRange([progress.BatchLoss, progress.Loss, progress.Accuracy, progress.GradientNorm]),
            epoch =>
            {
                figures.AddRange([epoch.Loss, epoch.Accuracy]);
                if (epoch.Test is { } result)
                    figures.AddRange([result.Loss, result.Accuracy, result.Count, .. result.Predictions.ToArray(), result.Confusion[1, 2]]);
            });
        return new Outcome(network.Parameters.Values.ToArray(), optimizer.State("exp_avg_sq").Values.ToArray(), figures);
    }

    /// <summary>The same on every process of a group.</summary>
    public static Outcome[] TrainInGroup<T>(int size, TrainerOptions options, TrainingData training, Dataset? test = null, int epochs = 2)
        where T : class, INetwork<T>
    {
        var outcomes = new Outcome[size];
        InProcessGroup.Run(size, group => outcomes[group.Rank] = Train<T>(options with { Group = group }, training, test, epochs));
        return outcomes;
    }

    /// <summary>What a training came to.</summary>
    internal sealed record Outcome(float[] Parameters, float[] Moments, IReadOnlyList<double> Figures)
    {
        /// <summary>Whether all bits are the same; two undefined figures are.</summary>
        public bool Equals(Outcome? other) => other is not null
            && Parameters.AsSpan().SequenceEqual(other.Parameters) && Moments.AsSpan().SequenceEqual(other.Moments) && Figures.SequenceEqual(other.Figures);

        public override int GetHashCode() => Parameters.Length;
    }
}
