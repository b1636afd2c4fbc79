using System.Globalization;
using StaticNets.Samples.RealtimeProgram;

const double budget = 1e6 / Signal.SampleRate;
var seconds = 10;
if (args.Length > 1 || (args.Length == 1 && (!int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds is < 1 or > 600)))
{
    Console.Error.WriteLine("usage: realtime [SECONDS], from 1 to 600; the default is 10");
    return 2;
}

var signal = Signal.Create(seconds * Signal.SampleRate);
var times = StreamingRun.Run(new AudioEffect(seed: 1), signal, new float[signal.Length]);
Console.WriteLine(AudioEffect.Info);
Console.WriteLine($"{signal.Length} samples at {Signal.SampleRate} Hz, {AudioEffect.Info.VectorWidth} bits: a step may take {budget:0.0} us");
Console.WriteLine($"mean               {times.Mean,8:0.00} us  {100 * times.Mean / budget,7:0.0} %");
Console.WriteLine($"99.9th percentile  {times.Percentile999,8:0.00} us  {100 * times.Percentile999 / budget,7:0.0} %");
Console.WriteLine($"worst              {times.Worst,8:0.00} us  {100 * times.Worst / budget,7:0.0} %");
return 0;
