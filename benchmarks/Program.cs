using System.CommandLine;
using StaticNets.Benchmarks.Commands;

var root = new RootCommand("Measures StaticNets. Without a command, BenchmarkDotNet runs all cases; what follows -- goes to it.")
{
    CompareCommand.Create(),
    RandomCommand.Create(),
    CompileCommand.Create(),
    StartupCommand.Create(),
    DeploymentCommand.Create(),
    ScalarCommand.Create(),
    ProcessesCommand.Create(),
};
root.SetAction(result =>
{
    // A misspelled command would start an hour of measurements.
    if (result.UnmatchedTokens is [var first, ..] && !first.StartsWith('-'))
    {
        Console.Error.WriteLine($"'{first}' is no command; --help lists them.");
        return 1;
    }
    return DetailedCommand.Run([.. result.UnmatchedTokens]);
});
root.TreatUnmatchedTokensAsErrors = false;
return root.Parse(args).Invoke();
