using StaticNets;

namespace StaticNetsForecast;

/// <summary>The next six values of a series, from the last twenty-four. Outputs are scaled to what values are: about 50, and up to 20 from it.</summary>
[Network]
[Input(24, 1), Normalize]
[Gru(24, Return = Return.Last)]
[Dense(6), Scale(20, 50), MeanSquaredError]
public sealed partial class Forecaster;
