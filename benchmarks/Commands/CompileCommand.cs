using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticNets.Benchmarks.Compiling;
using StaticNets.Benchmarks.Measuring;
using StaticNets.Benchmarks.Processes;

namespace StaticNets.Benchmarks.Commands;

/// <summary><c>compile</c>: what the compiler itself takes on a file that declares networks.</summary>
internal static class CompileCommand
{
    /// <summary>An editor's process lives for hours: what is timed there has been compiled again with optimisation.</summary>
    private const int ColdRuns = 5, WarmUpRuns = 100, WarmRuns = 20;

    /// <summary>Large networks are through with fewer runs.</summary>
    private const int MostSeconds = 30;

    private const string Name = "compile";

    public static Command Create()
    {
        var file = new Argument<FileInfo?>("file") { Description = "The C# file that declares networks. Default: LeNet.", DefaultValueFactory = _ => null };
        var once = new Option<bool>("--once") { Description = "Only the first run in this process, its milliseconds alone on a line." };
        const string Description = "Times the generator on a file that declares networks, in an editor and in a build, and the build of a project with it.";
        var command = new Command(Name, Description) { file, once };
        command.SetAction(result =>
        {
            string path = result.GetValue(file)?.FullName ?? Path.Combine(PublishedProgram.Repository(), "benchmarks", "Networks", "LeNet.cs");
            if (!File.Exists(path) || DeclarationFile.Read(path) is not { } declarations)
            {
                Console.Error.WriteLine($"{path} is no file that declares a class with [Network].");
                return 1;
            }
            if (result.GetValue(once))
                Console.WriteLine(FirstRun(declarations).Cost.Milliseconds.ToString(CultureInfo.InvariantCulture));
            else
                Report(declarations);
            return 0;
        });
        return command;
    }

    private static GeneratorTime FirstRun(DeclarationFile file)
    {
        var run = new GeneratorRun(file, without: IncrementalGeneratorOutputKind.None);
        run.WarmCompiler();
        return run.Run();
    }

    private static void Report(DeclarationFile file)
    {
        double cold = Statistics.Median(Enumerable.Range(0, ColdRuns).Select(_ =>
            double.Parse(ChildProcess.RunSelf(Name, file.Path, "--once"), CultureInfo.InvariantCulture)));

        var editor = new GeneratorRun(file, without: IncrementalGeneratorOutputKind.Implementation);
        var members = Edits(WarmUpRuns + WarmRuns, number =>
        {
            editor.EditNetworks(number);
            return editor.Run().Cost;
        });
        var diagnostics = Edits(WarmUpRuns + WarmRuns, number =>
        {
            editor.EditNetworks(number);
            editor.Run();
            return editor.Analyze();
        });
        List<string> changed = [];
        var elsewhere = Edits(WarmUpRuns + WarmRuns, number =>
        {
            editor.EditElsewhere(number);
            var time = editor.Run();
            changed.AddRange(time.ChangedSteps);
            return time.Cost;
        });

        var whole = new GeneratorRun(file, without: IncrementalGeneratorOutputKind.None);
        long bytes = whole.Run().Bytes;
        var everything = Edits(WarmUpRuns + WarmRuns, number =>
        {
            whole.EditNetworks(number);
            return whole.Run().Cost;
        });

        double empty = BuiltProject.Seconds("");
        double build = BuiltProject.Seconds(File.ReadAllText(file.Path));

        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"{Path.GetFileName(file.Path)}; medians");
        Console.WriteLine();
        Console.WriteLine("| | time | allocated |");
        Console.WriteLine("|---|---:|---:|");
        Line("an edit as an editor runs it: members", members);
        Line("an edit as an editor runs it: diagnostics", diagnostics);
        Line("an edit elsewhere", elsewhere);
        Line("an edit, everything", everything);
        Line("first run in a new process, everything", Text(cold, "ms"), "");
        Line("`dotnet build`", Text(build, "s"), "");
        Line("`dotnet build` of an empty project", Text(empty, "s"), "");
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"emitted source: {bytes:N0} bytes"));
        Console.WriteLine($"steps that an edit elsewhere changed: {(changed.Count == 0 ? "none" : string.Join(", ", changed.Distinct()))}");
    }

    /// <summary>Makes edits and measures the last of them.</summary>
    private static Cost Edits(int most, Func<int, Cost> edit)
    {
        List<Cost> costs = [];
        long start = Stopwatch.GetTimestamp();
        for (int number = 1; number <= most && (number <= 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < MostSeconds); number++)
            costs.Add(edit(number));
        var measured = costs.Skip(costs.Count - Math.Min(WarmRuns, (costs.Count + 1) / 2)).ToList();
        return new(Statistics.Median(measured.Select(cost => cost.Milliseconds)), Statistics.Median(measured.Select(cost => cost.Megabytes)));
    }

    private static void Line(string what, Cost cost) => Line(what, Text(cost.Milliseconds, "ms"), Text(cost.Megabytes, "MB"));

    private static void Line(string what, string time, string allocated) => Console.WriteLine($"| {what} | {time} | {allocated} |");

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {unit}");
}
