using System.CommandLine;
using StaticNets.Benchmarks.Commands;

var root = new RootCommand("Measures StaticNets. Without a command, BenchmarkDotNet runs all cases; what follows -- goes to it.")
{
    CompareCommand.Create(),
    GeneratorCommand.Create(),
    StartupCommand.Create(),
    ScalarCommand.Create(),
};
root.SetAction(result => DetailedCommand.Run([.. result.UnmatchedTokens]));
root.TreatUnmatchedTokensAsErrors = false;
return root.Parse(args).Invoke();
