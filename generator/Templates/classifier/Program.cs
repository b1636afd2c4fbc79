using StaticNets;
using StaticNets.Data;
using StaticNetsClassifier;

var (training, validation) = Examples.Make(600).StratifiedSplit(0.2, seed: 1);
var network = new Classifier(seed: 1);
network.FitNormalization(training);

using var trainer = new Trainer<Classifier>(network, new Adam(0.01), new TrainerOptions { Patience = 5, KeepBest = true });
trainer.TrainFor(training, epochs: 50, validation, onEpoch: Console.WriteLine);

using var evaluator = new Evaluator<Classifier>(network);
Console.WriteLine(evaluator.EvaluateClasses(validation));

network.Parameters.Save("classifier.safetensors");
var prediction = Classifier.Load("classifier.safetensors").Predict([6.4f, 3.1f, 5.5f, 2.1f]);
Console.WriteLine($"{Examples.Classes[prediction.Class]} ({prediction.Probability:P0})");
