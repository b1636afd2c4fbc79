using StaticNets;

namespace StaticNetsClassifier;

/// <summary>Four numbers, which the network normalizes itself, and three classes.</summary>
[Network]
[Input(4), Normalize]
[Dense(16), Relu, Dense(16), Relu]
[Dense(3), SoftmaxCrossEntropy]
public sealed partial class Classifier;
