using StaticNets.Generator.Targets;
using StaticNets.Tests.Dump;

// dump NETWORK [PURPOSE] [FILE.cs]: what becomes of a network, stage after stage; kernels at 256 bits.
// Without a file the network is one of the samples, benchmarks or numerical tests.
var files = args.Where(argument => argument.EndsWith(".cs", StringComparison.Ordinal)).ToArray();
var words = args.Except(files).ToArray();
if (words.Length is 0 or > 2)
{
    Console.Error.WriteLine("usage: dump NETWORK [infer|evaluate|train|step|encode|kernels] [FILE.cs ...]");
    return 2;
}

if (Declarations.Find(words[0], files) is not { } model)
{
    Console.Error.WriteLine(
        $"No network {words[0]} is declared in {(files.Length > 0 ? string.Join(", ", files) : "the samples, benchmarks and numerical tests")}.");
    return 1;
}

foreach (var stage in Stages.Of(model, VectorTarget.Bits256).Where(stage => words.Length == 1 || stage.Purpose == words[1]))
{
    Console.WriteLine($"==== {words[0]}, {stage.Purpose}: {stage.Name}");
    Console.WriteLine(stage.Text);
}

return 0;
