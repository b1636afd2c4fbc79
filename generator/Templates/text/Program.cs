using StaticNets;
using StaticNets.Data;
using StaticNets.Data.Text;
using StaticNetsText;

var (texts, labels) = Reviews.Make(1000);
var words = Vocabulary.Build(texts, TokenUnit.Word, capacity: 50);
var input = PaddedSequences.Of([.. texts.Select(text => words.Encode(text))], steps: 12);
var (training, validation) = new Dataset([input], Column.OfIndices(labels)).StratifiedSplit(0.2, seed: 1);
var network = new TextClassifier(seed: 1);

using var trainer = new Trainer<TextClassifier>(network, new AdamW(0.003), new TrainerOptions { Patience = 4, KeepBest = true });
trainer.TrainFor(training, epochs: 20, validation, onEpoch: Console.WriteLine);

using var evaluator = new Evaluator<TextClassifier>(network);
Console.WriteLine(evaluator.EvaluateClasses(validation));

network.Parameters.Save("text.safetensors");
words.Save("words.json");
Console.WriteLine($"the film was not bad: {TextClassifier.Load("text.safetensors").Predict(words.Encode("the film was not bad"))}");
