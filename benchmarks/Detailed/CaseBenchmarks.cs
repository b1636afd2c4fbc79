using BenchmarkDotNet.Attributes;
using StaticNets.Benchmarks.Cases;
using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Native;

namespace StaticNets.Benchmarks.Detailed;

/// <summary>Every case and contender under BenchmarkDotNet, one thread: the distribution of times, and what is allocated.</summary>
[MemoryDiagnoser]
public class CaseBenchmarks
{
    private IContender? _contender;

    /// <summary>One contender of one case.</summary>
    [ParamsSource(nameof(Entries))]
    public required Entry Contest { get; set; }

    /// <summary>All contenders whose libraries load here.</summary>
    public static IEnumerable<Entry> Entries
    {
        get
        {
            var libraries = PeerLibraries.Load();
            return
                from @case in AllCases.List
                from entrant in @case.Peers.Where(peer => libraries.Has(peer.Name)).Prepend(@case.Ours)
                select new Entry(@case, entrant);
        }
    }

    [GlobalSetup]
    public void Start() => _contender = Contest.Entrant.Create(1);

    /// <summary>One batch.</summary>
    [Benchmark]
    public double Run() => _contender!.Run();

    [GlobalCleanup]
    public void Stop() => _contender?.Dispose();

    /// <summary>What the table calls a row.</summary>
    public sealed class Entry
    {
        private readonly Case _case;

        internal Entry(Case @case, Entrant entrant)
        {
            _case = @case;
            Entrant = entrant;
        }

        internal Entrant Entrant { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{_case.Name}, batch {_case.Batch}, {Entrant.Name}";
    }
}
