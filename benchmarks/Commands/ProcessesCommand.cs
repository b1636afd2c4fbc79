using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using StaticNets.Benchmarks.Cases;
using StaticNets.Benchmarks.Groups;
using StaticNets.Benchmarks.Measuring;
using StaticNets.Benchmarks.Networks;
using StaticNets.Data;
using StaticNets.Mpi;

namespace StaticNets.Benchmarks.Commands;

/// <summary>
/// <c>processes</c>: a training step on the processes of an MPI launcher and its time outside compute; started alone, what a model says of several machines.
/// </summary>
internal static class ProcessesCommand
{
    public static Command Create()
    {
        var batch = new Option<int>("--batch") { Description = "Examples of a step.", DefaultValueFactory = _ => 1024 };
        var threads = new Option<int>("--threads") { Description = "Threads of each process.", DefaultValueFactory = _ => 1 };
        var seconds = new Option<double>("--seconds") { Description = "Time for the steps of one network.", DefaultValueFactory = _ => 4 };
        var command = new Command(
            "processes", "Times a training step's exchange (mpiexec -n 4 dotnet ... processes), and alone predicts the speed-up of 2 to 64 machines.")
        {
            batch, threads, seconds,
        };
        command.SetAction(result => MpiGroup.Run(group =>
        {
            var options = new TrainerOptions { BatchSize = result.GetValue(batch), Threads = result.GetValue(threads), Accuracy = false };
            if (group.IsFirst)
                Console.WriteLine($"{Machine.Describe()}{Environment.NewLine}{group}, batches of {options.BatchSize}, threads: {options.Threads}");
            Run<LeNet>(group, options, result.GetValue(seconds));
            Run<Mlp>(group, options, result.GetValue(seconds));
            return 0;
        }));
        return command;
    }

    private static void Run<T>(ProcessGroup group, TrainerOptions options, double seconds)
        where T : class, INetwork<T>
    {
        int count = 2 * options.BatchSize;
        var data = new Dataset(
            [Column.OfValues(SampleData.Values(count * T.Info.Inputs[0].Size), T.Info.Inputs[0].Size)],
            Column.OfIndices(SampleData.Labels(count, T.Info.OutputShape[^1])));
        var metered = new MeteredGroup(group);
        var (steps, outside) = Measure<T>(options with { Group = metered }, metered, data, seconds);
        if (!group.IsFirst)
            return;
        double step = Statistics.Median(steps);
        Console.WriteLine();
        Print($"{T.Info.Name}, {T.Info.ParameterCount:N0} parameters: {1e6 * step:0} us a step");
        if (group.Size > 1)
        {
            Print($"  outside compute {1e6 * Statistics.Median(outside):0} us, {100 * Statistics.Median(outside.Zip(steps, (o, s) => o / s)):0} % of the step");
            return;
        }

        double update = Update<T>(seconds / 4);
        var model = new StepModel<T>(options, data, step, update);
        Print($"  of which the update {1e6 * update:0} us; {model.ChunkCount} chunks; predicted speed-up:");
        Console.WriteLine($"  {"machines",-26}{string.Concat(StepModel<T>.Machines.Select(machines => $"{machines,8}"))}");
        foreach (Interconnect interconnect in Interconnect.Common)
        {
            string latency = string.Create(CultureInfo.InvariantCulture, $"{interconnect.Name}, {1e6 * interconnect.Latency:0} us");
            Print($"  {latency,-26}{string.Concat(StepModel<T>.Machines.Select(machines => Cell(model.SpeedUp(machines, interconnect))))}");
        }

        static string Cell(double value) => string.Create(CultureInfo.InvariantCulture, $"{value,8:0.0}");
    }

    /// <summary>The seconds of each step, and of these what the group took.</summary>
    private static (List<double> Steps, List<double> Outside) Measure<T>(TrainerOptions options, MeteredGroup metered, Dataset data, double seconds)
        where T : class, INetwork<T>
    {
        const int WarmUp = 20;
        var (steps, outside) = (new List<double>(), new List<double>());
        using var trainer = new Trainer<T>(T.Create(1), new Sgd(0.01), options);
        double[] goesOn = [1];
        long begun = Stopwatch.GetTimestamp();
        while (goesOn[0] == 1)
        {
            long start = 0;
            trainer.TrainFor(data, epochs: 1, onProgress: (in TrainingProgress progress) =>
            {
                // Only the second step of an epoch is one without anything before it.
                if (progress.Step == 2 && progress.TotalSteps > WarmUp)
                {
                    steps.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                    outside.Add(metered.Time.TotalSeconds);
                }

                metered.Reset();
                start = Stopwatch.GetTimestamp();
            });
            goesOn[0] = steps.Count < 5 || Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds ? 1 : 0;
            metered.Broadcast(goesOn);
        }

        return (steps, outside);
    }

    /// <summary>The seconds of an update by itself, which each process does for all parameters.</summary>
    private static double Update<T>(double seconds)
        where T : class, INetwork<T>
    {
        var (network, gradients, optimizer) = (T.Create(1), T.NewGradients(), new Sgd(0.01));
        var times = new List<double>();
        long begun = Stopwatch.GetTimestamp();
        while (times.Count < 5 || Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds)
        {
            long start = Stopwatch.GetTimestamp();
            optimizer.Step(network.Parameters, gradients);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Statistics.Median(times);
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
