using System.CommandLine;
using System.Globalization;
using StaticNets.Benchmarks.Measuring;
using StaticNets.Benchmarks.Processes;

namespace StaticNets.Benchmarks.Commands;

/// <summary><c>deployment</c>: what the choice of <c>IlcInstructionSet</c> costs and brings, beside the JIT.</summary>
internal static class DeploymentCommand
{
    private static readonly string[] InstructionSets = ["x86-64-v2", "avx", "x86-64-v3", "x86-64-v4"];

    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "How often each build is started.", DefaultValueFactory = _ => 5 };
        runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError("--runs needs to be 1 to 1000");
        });
        var command = new Command("deployment", "Publishes a program with LeNet for several instruction sets, and times each.") { runs };
        command.SetAction(result => Run(result.GetValue(runs)));
        return command;
    }

    private static void Run(int runs)
    {
        var folder = Directory.CreateTempSubdirectory("staticnets-deployment-");
        try
        {
            string project = Path.Combine(PublishedProgram.Repository(), "benchmarks", "Deployed");
            var native = InstructionSets
                .Select(set => (set, PublishedProgram.Of(project, Path.Combine(folder.FullName, set), $"-p:IlcInstructionSet={set}")))
                .ToList();
            string jit = PublishedProgram.Of(project, Path.Combine(folder.FullName, "jit"), "-p:PublishAot=false", "--no-self-contained");

            Console.WriteLine(Machine.Describe());
            Console.WriteLine($"LeNet on one thread; start: processor time, median of {runs}; pass: the best batch of all runs");
            Console.WriteLine();
            Console.WriteLine("| `IlcInstructionSet` | vectors | size | up to the first prediction | forward, batch of 256 |");
            Console.WriteLine("|---|---|---:|---:|---:|");
            foreach (var (set, program) in native)
                Report($"`{set}`", program, runs, new FileInfo(program).Length / 1e6, width: null);
            Report("the JIT", jit, runs, megabytes: null, width: null);
            Report("the JIT, held to 256", jit, runs, megabytes: null, width: "256");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Report(string build, string program, int runs, double? megabytes, string? width)
    {
        string size = megabytes is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0} MB") : "";
        string[][] outputs;
        try
        {
            // The first run reads the files from disk for the others.
            outputs = [.. Enumerable.Range(0, runs + 1).Select(_ => ChildProcess.Run(program, [], ("STATICNETS_VECTOR_WIDTH", width)).Split()).Skip(1)];
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine($"| {build} | | {size} | does not start on this processor | |");
            return;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {build} | {outputs[0][0]} bits | {size} | {Statistics.Median(Column(1)):0.0} ms | {Column(2).Min():0.0} us |"));

        IEnumerable<double> Column(int column) => outputs.Select(words => double.Parse(words[column], CultureInfo.InvariantCulture));
    }
}
