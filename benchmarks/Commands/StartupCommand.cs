using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using StaticNets.Benchmarks.Measuring;
using StaticNets.Benchmarks.Processes;

namespace StaticNets.Benchmarks.Commands;

/// <summary><c>startup</c>: from the start of a process to its first prediction, under the JIT and as NativeAOT.</summary>
internal static partial class StartupCommand
{
    public static Command Create()
    {
        var project = new Option<string?>("--project")
        {
            Description =
                "The program, with PublishAot in its project: it prints the milliseconds from its start to its first prediction, as '12.3 ms'. Default: "
                    + "samples/LeNet.Inference, with a black picture if no arguments follow.",
        };
        var runs = new Option<int>("--runs") { Description = "How often each build is started.", DefaultValueFactory = _ => 15 };
        var arguments = new Argument<string[]>("arguments") { Description = "The program's own arguments, after --." };
        var command = new Command(
            "startup", "Times a program from its start to its first prediction, under the JIT and as NativeAOT.") { project, runs, arguments };
        command.SetAction(result => Run(result.GetValue(project), result.GetValue(runs), result.GetValue(arguments) ?? []));
        return command;
    }

    private static void Run(string? project, int runs, string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("staticnets-startup-");
        try
        {
            if (project is null && arguments.Length == 0)
                arguments = InferenceInput.Write(folder.FullName);
            project ??= Path.Combine(PublishedProgram.Repository(), "samples", "LeNet.Inference");
            string jit = PublishedProgram.Of(project, Path.Combine(folder.FullName, "jit"), "-p:PublishAot=false", "--no-self-contained");
            string native = PublishedProgram.Of(project, Path.Combine(folder.FullName, "native"));
            Console.WriteLine(Machine.Describe());
            Console.WriteLine($"medians of {runs} starts, in ms");
            Console.WriteLine();
            Console.WriteLine($"{"",-10} {"first prediction",17} {"whole process",14} {"program",12}");
            Report("JIT", jit, runs, arguments);
            Report("NativeAOT", native, runs, arguments);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Report(string build, string program, int runs, string[] arguments)
    {
        var prediction = new List<double>();
        var whole = new List<double>();
        for (int run = 0; run <= runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            string output = ChildProcess.Run(program, arguments);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (run == 0)
                continue; // reads the files from disk for the others
            if (Milliseconds().Matches(output).LastOrDefault() is not { } match)
                throw new InvalidOperationException($"{program} prints no time in ms:\n{output}");
            prediction.Add(double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            whole.Add(elapsed);
        }
        double size = new FileInfo(program).Length / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{build,-10} {Statistics.Median(prediction),17:0.0} {Statistics.Median(whole),14:0.0} {size,9:0.00} MB"));
    }

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?) ?ms\b")]
    private static partial Regex Milliseconds();
}
