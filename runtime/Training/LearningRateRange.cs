using System.Collections.Immutable;
using System.Globalization;
using StaticNets.Data;

namespace StaticNets;

/// <summary>
/// The loss at growing learning rates, to choose one: the range test of Smith, "Cyclical learning rates for training neural networks" (2017).
/// </summary>
/// <example>
/// <code>
/// var range = LearningRateRange.Find(network, rate => new Adam(rate), training, new TrainerOptions { BatchSize = 64 });
/// using var trainer = new Trainer&lt;LeNet&gt;(network, new Adam(range.Suggested), options);
/// </code>
/// </example>
public sealed class LearningRateRange
{
    /// <summary>A loss so many times the least one has left the range.</summary>
    private const double Divergence = 4;

    /// <summary>The share that the running mean of losses keeps at each step.</summary>
    private const double Smoothing = 0.9;

    private LearningRateRange(ImmutableArray<double> rates, ImmutableArray<double> losses) => (Rates, Losses) = (rates, losses);

    /// <summary>The rates that were tried, ascending, each for one step.</summary>
    public ImmutableArray<double> Rates { get; }

    /// <summary>A running mean of the batches' losses at each of them, before the step with it.</summary>
    public ImmutableArray<double> Losses { get; }

    /// <summary>The rate at which the loss falls fastest against the logarithm of the rate, up to where it is least; NaN if it never falls.</summary>
    public double Suggested
    {
        get
        {
            var end = Losses.IndexOf(Losses.Min());
            var (suggested, steepest) = (double.NaN, 0.0);
            for (var i = 1; i < end; i++)
            {
                var slope = (Losses[i + 1] - Losses[i - 1]) / Math.Log(Rates[i + 1] / Rates[i - 1]);
                if (slope < steepest)
                    (suggested, steepest) = (Rates[i], slope);
            }

            return suggested;
        }
    }

    /// <summary>Trains a copy of a network with a rate that grows from step to step, until the loss is four times the least one.</summary>
    /// <param name="network">The network; it stays as it is.</param>
    /// <param name="optimizer">Makes the optimizer, of which the rate is set.</param>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="options">Batch size, threads, seed and the rest; schedule, checkpoints and what looks at a test dataset are left out. Default: all
    /// defaults.</param>
    /// <param name="lowest">The first rate, above 0. Default: 1e-6.</param>
    /// <param name="highest">The last rate, above the first. Default: 1.</param>
    /// <param name="steps">The number of rates, at least 3. Default: 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or the number of steps is out of range.</exception>
    /// <exception cref="ArgumentException">The examples do not fit the network or the options.</exception>
    public static LearningRateRange Find<T>(
        T network,
        Func<double, Optimizer> optimizer,
        TrainingData training,
        TrainerOptions? options = null,
        double lowest = 1e-6,
        double highest = 1,
        int steps = 100)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (!double.IsFinite(lowest) || lowest <= 0)
            throw new ArgumentOutOfRangeException(nameof(lowest), lowest, $"lowest is {lowest}, but must be a finite number above 0.");
        if (!double.IsFinite(highest) || highest <= lowest)
            throw new ArgumentOutOfRangeException(nameof(highest), highest, $"highest is {highest}, but must be a finite number above {lowest}.");
        if (steps < 3)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, $"steps is {steps}, but must be at least 3.");
        var copy = T.Create(0);
        copy.Parameters.CopyFrom(network.Parameters);
        var schedule = new RangeSchedule(lowest, highest, steps);
        var growing = (options ?? new TrainerOptions()) with
        {
            Schedule = schedule,
            ScheduleUnit = ScheduleUnit.Step,
            CheckpointPath = null,
            CheckpointEvery = null,
            Patience = null,
            KeepBest = false,
            AverageDecay = null,
        };
        var (rates, losses, mean) = (ImmutableArray.CreateBuilder<double>(), ImmutableArray.CreateBuilder<double>(), 0.0);
        using var stop = new CancellationTokenSource();
        using var trainer = new Trainer<T>(copy, optimizer(lowest), growing);
        try
        {
            trainer.TrainUntil(training, int.MaxValue, onProgress: Note, cancellationToken: stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (NonFiniteLossException) when (losses.Count > 0)
        {
            // The rates have left the range.
        }

        return new LearningRateRange(rates.ToImmutable(), losses.ToImmutable());

        void Note(in TrainingProgress progress)
        {
            // A batch without labels says nothing.
            if (!double.IsNaN(progress.BatchLoss))
            {
                mean = Smoothing * mean + (1 - Smoothing) * progress.BatchLoss;
                rates.Add(progress.Rate);
                losses.Add(mean / (1 - Math.Pow(Smoothing, losses.Count + 1)));
            }

            if (progress.TotalSteps == steps || (losses.Count > 1 && losses[^1] > Divergence * losses.Min()))
                stop.Cancel();
        }
    }

    /// <summary>The range and the suggested rate.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Rates.Length} rates from {Rates[0]:G3} to {Rates[^1]:G3}, suggested {Suggested:G3}");
}
