using System.CommandLine;
using System.Globalization;
using System.Reflection;
using StaticNets.Benchmarks.Cases;
using StaticNets.Benchmarks.Compiling;
using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Drawn;
using StaticNets.Benchmarks.Measuring;
using StaticNets.Benchmarks.Native;
using StaticNets.CompilerServices;

namespace StaticNets.Benchmarks.Commands;

/// <summary><c>random</c>: networks that no table lists, drawn from a seed.</summary>
internal static class RandomCommand
{
    private const double LearningRate = 0.001;

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "What the networks are drawn from.", DefaultValueFactory = _ => 1 };
        var networks = new Option<int>("--networks") { Description = "How many.", DefaultValueFactory = _ => 20 };
        var first = new Option<int>("--first") { Description = "The number of the first one.", DefaultValueFactory = _ => 0 };
        var batch = new Option<int>("--batch") { Description = "Examples in a batch.", DefaultValueFactory = _ => 16 };
        var seconds = new Option<double>("--seconds") { Description = "Time for the rounds of one case.", DefaultValueFactory = _ => 1 };
        var show = new Option<bool>("--show") { Description = "Only write the declarations." };
        foreach (var option in new[] { networks, batch })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is < 1 or > 1024)
                    result.AddError($"{option.Name} needs to be 1 to 1024");
            });
        }
        var command = new Command("random", "Draws networks and measures them against the machine's roofline and TorchSharp, on one thread.")
        {
            seed, networks, first, batch, seconds, show,
        };
        command.SetAction(result =>
        {
            var drawn = Enumerable.Range(result.GetValue(first), result.GetValue(networks)).Select(number => DrawnNetwork.Of(result.GetValue(seed), number));
            if (result.GetValue(show))
            {
                foreach (var network in drawn)
                    Console.WriteLine($"// {network.Summary}\n{network.Source}");
                return 0;
            }
            return Run(drawn, result.GetValue(batch), TimeSpan.FromSeconds(result.GetValue(seconds)));
        });
        return command;
    }

    private static int Run(IEnumerable<DrawnNetwork> networks, int batch, TimeSpan budget)
    {
        var libraries = PeerLibraries.Load();
        if (!libraries.Has(TorchSharpForward.Library))
        {
            Console.Error.WriteLine($"TorchSharp cannot be loaded: {libraries.Absent[TorchSharpForward.Library]}");
            return 1;
        }
        var roofline = new Roofline(ReadBandwidth.Measure());
        Console.WriteLine(Machine.Describe());
        Console.WriteLine(Text($"{VectorWidth.Current}-bit vectors; one thread reads {roofline.Bandwidth / 1e9:0.0} GB/s; batches of {batch}"));
        Console.WriteLine();
        Console.WriteLine("| network | forward, of roofline | of TorchSharp's time | training step, of roofline | of TorchSharp's time |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        var runner = new CaseRunner(new Interleaving(budget), VectorWidth.Current);
        var shares = new List<double>();
        foreach (var network in networks)
        {
            var type = CompiledNetworks.Of(network.Source).GetType(network.Name)!;
            var measured = (Measured[])typeof(RandomCommand).GetMethod(nameof(Measure), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [network, runner, roofline, batch], culture: null)!;
            Console.WriteLine($"| {network.Summary} | {string.Join(" | ", measured.Select(one => Text($"{one.Share * 100:0} % | {one.Ratio:0.00}x")))} |");
            shares.AddRange(measured.Select(one => one.Share));
        }
        shares.Sort();
        Console.WriteLine();
        Console.WriteLine(Text($"share of the roofline: 10th percentile {shares[shares.Count / 10] * 100:0} %, median {shares[shares.Count / 2] * 100:0} %"));
        return 0;
    }

    private static Measured[] Measure<TNetwork>(DrawnNetwork network, CaseRunner runner, Roofline roofline, int batch)
        where TNetwork : class, INetwork<TNetwork>
    {
        var cases = new NetworkCases<TNetwork>(network.Name, LearningRate).All(batch);
        return [.. cases.Select((@case, i) =>
        {
            var result = runner.Run(@case, @case.Peers.Where(peer => peer.Name == TorchSharpForward.Library), threads: 1);
            double share = roofline.Share(result, @case.Items, trains: i > 0, TNetwork.Info.ParameterCount);
            return new Measured(share, result.Ratios[TorchSharpForward.Library]);
        })];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one case gave.</summary>
    /// <param name="Share">Of the roofline.</param>
    /// <param name="Ratio">How many times our time TorchSharp takes.</param>
    private sealed record Measured(double Share, double Ratio);
}
