using System.CommandLine;
using System.Text.Json;
using StaticNets.Benchmarks.Cases;
using StaticNets.Benchmarks.Measuring;
using StaticNets.Benchmarks.Native;
using StaticNets.CompilerServices;

namespace StaticNets.Benchmarks.Commands;

/// <summary><c>compare</c>: every case against its peers, interleaved, in this process.</summary>
internal static class CompareCommand
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var filter = new Option<string?>(
            "--filter")
        { Description = "Only cases whose label ('LeNet forward, batch 32, 1 thread') has this text in it; * stands for any text." };
        var output = new Option<FileInfo?>("--out") { Description = "Write the results to this JSON file." };
        var threads = new Option<int?>(
            "--threads")
        { Description = "Only with this many threads (default: with 1, and with 2 where there are two processors)." };
        var seconds = new Option<double>("--seconds") { Description = "Time for the rounds of one case.", DefaultValueFactory = _ => 4 };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 64)
                result.AddError("--threads needs to be 1 to 64");
        });
        var command = new Command("compare", "Runs every case against TorchSharp and ONNX Runtime, interleaved.") { filter, output, threads, seconds };
        command.SetAction(result => Run(
            new CaseFilter(result.GetValue(filter)), result.GetValue(output),
            result.GetValue(threads) is { } count ? [count] : Environment.ProcessorCount >= 2 ? [1, 2] : new[] { 1 },
            TimeSpan.FromSeconds(result.GetValue(seconds))));
        return command;
    }

    private static int Run(CaseFilter filter, FileInfo? output, int[] threadCounts, TimeSpan budget)
    {
        var selected = threadCounts
            .SelectMany(threads => AllCases.List.Select(@case => (Case: @case, Threads: threads)))
            .Where(pair => filter.Matches(pair.Case.Label(pair.Threads)))
            .ToList();
        if (selected.Count == 0)
        {
            Console.Error.WriteLine("no case matches; the cases are:");
            foreach (var @case in AllCases.List)
                Console.Error.WriteLine($"  {@case.Label(threadCounts[0])}");
            return 1;
        }

        var libraries = PeerLibraries.Load();
        Console.WriteLine(Machine.Describe());
        Console.WriteLine(
            $"StaticNets with {VectorWidth.Current}-bit vectors; peers: {string.Join(", ", libraries.Versions.Select(peer => $"{peer.Key} {peer.Value}"))}");
        foreach (var (name, reason) in libraries.Absent)
            Console.WriteLine($"{name} cannot be loaded and is left out: {reason}");
        Console.WriteLine();

        var results = Measurement.Run(selected, [.. libraries.Versions.Keys], budget);
        if (output is not null)
            File.WriteAllText(output.FullName, JsonSerializer.Serialize(results, JsonOptions) + "\n");
        return 0;
    }
}
