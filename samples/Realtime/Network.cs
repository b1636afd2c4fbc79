namespace StaticNets.Samples.RealtimeProgram;

/// <summary>
/// What models of guitar amplifiers and effects pedals look like: an LSTM of 16 units from sample to sample, and a dense layer that mixes its units.
/// </summary>
[Network]
[Input(1, 1)]
[Lstm(16)]
[Dense(1)]
public sealed partial class AudioEffect;
