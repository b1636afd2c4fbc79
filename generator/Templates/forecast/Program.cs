using StaticNets;
using StaticNets.Data;
using StaticNetsForecast;

var series = Series.Make(hours: 1500);
var windows = SeriesWindows.Of(series, features: 1, steps: 24, horizon: 6);

// Windows that are next to each other have hours in common, so the end of the series is kept apart.
var (training, validation) = (windows.Slice(0, 1100), windows.Slice(1130, windows.Count - 1130));
var network = new Forecaster(seed: 1);
network.FitNormalization(training);

using var trainer = new Trainer<Forecaster>(network, new Adam(0.01), new TrainerOptions { Patience = 5, KeepBest = true });
trainer.TrainFor(training, epochs: 30, validation, onEpoch: Console.WriteLine);

using var evaluator = new Evaluator<Forecaster>(network);
Console.WriteLine(evaluator.Evaluate(validation));

network.Parameters.Save("forecaster.safetensors");
var next = new float[Forecaster.OutputSize];
Forecaster.Load("forecaster.safetensors").Forward(series.AsSpan(^24..), next);
Console.WriteLine($"the next hours: {string.Join(", ", next.Select(load => $"{load:0.0}"))}");
