using System.Diagnostics;
using System.Globalization;
using StaticNets.Benchmarks.Networks;

const int Batch = 256, Batches = 400;

// An untrained network and a black picture: what they hold takes no part in how long it takes.
var network = new LeNet(seed: 1);
var logits = new float[Batch * LeNet.OutputSize];
network.Forward(new float[LeNet.InputSize], logits.AsSpan(0, LeNet.OutputSize));
var start = Environment.CpuUsage.TotalTime;

var images = new float[Batch * LeNet.InputSize];
var best = TimeSpan.MaxValue;
for (int batch = 0; batch < Batches; batch++)
{
    long before = Stopwatch.GetTimestamp();
    network.Forward(images, logits, Batch);
    var elapsed = Stopwatch.GetElapsedTime(before);
    best = elapsed < best ? elapsed : best;
}

Console.WriteLine(
    string.Create(CultureInfo.InvariantCulture, $"{LeNet.Info.VectorWidth} {start.TotalMilliseconds:0.00} {best.TotalMicroseconds / Batch:0.00}"));
