using System.Globalization;
using StaticNets.Tests.MachineCode;

if (args.Length != 2 || args[1] is not ("256" or "512"))
{
    Console.Error.WriteLine("usage: machine-code OBJECT-FILE 256|512");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var bits = int.Parse(args[1]);
var processors = Processor.All.Where(processor => processor.Bits == bits).ToList();
var code = Disassembly.Of(args[0]);
Console.WriteLine(
    $"| {bits} bits | sums | FMAs | loads | loads per FMA | embedded broadcasts | to or from the stack | "
        + $"{string.Join(" | ", processors.Select(processor => processor.Name))} |");
Console.WriteLine($"|---|---:|---:|---:|---:|---:|---:|{string.Concat(processors.Select(_ => "---:|"))}");
foreach (var kernel in Kernel.Main)
{
    var loop = kernel.MainLoop(code, bits);
    var estimates = processors.Select(processor => $"{processor.ShareOfPeak(loop):0 %}");
    Console.WriteLine(
        $"| {kernel.Network}: {kernel.Name} | {loop.Accumulators} | {loop.Fmas} | {loop.Loads} | {loop.LoadsPerFma:0.00} | {loop.EmbeddedBroadcasts} | "
            + $"{loop.StackMoves} | {string.Join(" | ", estimates)} |");
}

return 0;
