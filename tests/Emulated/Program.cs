using StaticNets.CompilerServices;
using StaticNets.Tests;
using StaticNets.Tests.Emulated;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: emulated FIXTURES");
    return 2;
}

FixtureFile.Folder = args[0];
Console.WriteLine($"{VectorWidth.Current} bits");
var (compared, failed) = (0, 0);
foreach (var network in EmulatedNetworks.All)
{
    var outcome = network.Compare();
    compared += outcome.Compared;
    failed += outcome.Failures.Count;
    Console.WriteLine($"{outcome.Bits:x16} {network.Name}");
    foreach (var failure in outcome.Failures)
        Console.WriteLine($"{network.Name}, {failure}");
}

Console.WriteLine($"{compared} compared, {failed} failed");
return failed == 0 && compared > 0 ? 0 : 1;
