using System.CommandLine;
using StaticNets.Benchmarks.Commands;

var root = new RootCommand("Measures StaticNets. Without a command: BenchmarkDotNet over all cases.")
{
    CompareCommand.Create(),
};
return root.Parse(args).Invoke();
