using System.CommandLine;
using StaticNets.Benchmarks.Cases;
using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Measuring;
using StaticNets.CompilerServices;

namespace StaticNets.Benchmarks.Commands;

/// <summary><c>scalar</c>: emitted code of the width in force beside loops in scalar C#, interleaved.</summary>
internal static class ScalarCommand
{
    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "Time for the rounds of one case.", DefaultValueFactory = _ => 2 };
        var command = new Command("scalar", "Runs inference beside loops in scalar C#, on one thread.") { seconds };
        command.SetAction(result => Run(TimeSpan.FromSeconds(result.GetValue(seconds))));
        return command;
    }

    private static void Run(TimeSpan budget)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"StaticNets with {VectorWidth.Current}-bit vectors");
        Console.WriteLine();
        Measurement.Run(ScalarCases.List.Select(@case => (@case, Threads: 1)), [ScalarLoops.Library], budget);
    }
}
