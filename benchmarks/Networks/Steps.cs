namespace StaticNets.Benchmarks.Networks;

// Single layers, one step at a time, as in audio processing: the sizes that RTNeural publishes its times for.

/// <summary>An LSTM from 16 features to 16.</summary>
[Network]
[Input(1, 16)]
[Lstm(16)]
public sealed partial class LstmOf16;

/// <summary>An LSTM from 64 features to 64.</summary>
[Network]
[Input(1, 64)]
[Lstm(64)]
public sealed partial class LstmOf64;

/// <summary>A GRU from 16 features to 16, in PyTorch's form.</summary>
[Network]
[Input(1, 16)]
[Gru(16, ResetAfter = true)]
public sealed partial class GruOf16;

/// <summary>A GRU from 64 features to 64, in PyTorch's form.</summary>
[Network]
[Input(1, 64)]
[Gru(64, ResetAfter = true)]
public sealed partial class GruOf64;
