using System.CommandLine;
using System.Globalization;
using StaticNets.Benchmarks.Generator;
using StaticNets.Benchmarks.Measuring;
using StaticNets.Benchmarks.Processes;
using StaticNets.Generator;

namespace StaticNets.Benchmarks.Commands;

/// <summary><c>generator</c>: what the compiler itself takes on LeNet.</summary>
internal static class GeneratorCommand
{
    /// <summary>An editor's process lives for hours: what is timed there has been compiled again with optimisation.</summary>
    private const int ColdRuns = 5, WarmUpRuns = 100, WarmRuns = 20;
    private const string Name = "generator";

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Only the first run in this process, its milliseconds alone on a line." };
        var command = new Command(Name, "Times the generator on LeNet: first runs, an edit of a layer, an edit elsewhere.") { once };
        command.SetAction(result =>
        {
            if (result.GetValue(once))
                Console.WriteLine(FirstRun().Milliseconds.ToString(CultureInfo.InvariantCulture));
            else
                Report();
        });
        return command;
    }

    private static GeneratorTime FirstRun()
    {
        var run = new GeneratorRun(new NetworkGenerator());
        run.WarmCompiler();
        return run.Run();
    }

    private static void Report()
    {
        double cold = Statistics.Median(Enumerable.Range(0, ColdRuns).Select(_ =>
            double.Parse(ChildProcess.RunSelf(Name, "--once"), CultureInfo.InvariantCulture)));

        for (int i = 0; i < WarmUpRuns; i++)
            FirstRun();
        var first = Enumerable.Range(0, WarmRuns).Select(_ => FirstRun()).ToList();

        var run = new GeneratorRun(new NetworkGenerator());
        run.Run();
        var layer = Enumerable.Range(0, WarmRuns).Select(i =>
        {
            run.EditLayer(85 + i);
            return run.Run();
        }).ToList();
        var elsewhere = Enumerable.Range(0, WarmRuns).Select(i =>
        {
            run.EditElsewhere(43 + i);
            return run.Run();
        }).ToList();

        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"LeNet, {first[0].Characters} characters emitted; medians in ms");
        Console.WriteLine();
        Line("first run, fresh process", cold);
        Line("first run, warm process", Median(first));
        Line("edit of a layer", Median(layer));
        Line("edit elsewhere", Median(elsewhere));
        string[] changed = [.. elsewhere.SelectMany(time => time.ChangedSteps).Distinct()];
        Console.WriteLine($"steps that an edit elsewhere changed: {(changed.Length == 0 ? "none" : string.Join(", ", changed))}");
    }

    private static double Median(IEnumerable<GeneratorTime> times) => Statistics.Median(times.Select(time => time.Milliseconds));

    private static void Line(string what, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26} {milliseconds,8:0.0}"));
}
