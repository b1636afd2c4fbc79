using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using StaticNets.Benchmarks.Detailed;

namespace StaticNets.Benchmarks.Commands;

/// <summary>No command at all: BenchmarkDotNet.</summary>
internal static class DetailedCommand
{
    /// <param name="arguments">BenchmarkDotNet's own arguments.</param>
    public static int Run(string[] arguments)
    {
        // In this process: BenchmarkDotNet would otherwise build a project, and copy libtorch, for every benchmark.
        var config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60));
        BenchmarkRunner.Run<CaseBenchmarks>(config, arguments);
        return 0;
    }
}
