namespace StaticNets.Tests.Networks.Interpreted;

// Attention whose weights can be read, with keys that are padding.

[Network]
[Input(5, 6, Name = "queries", Gradient = true)]
[Input(7, 6, Name = "memory", Gradient = true, Lengths = true)]
[Attention(From = "queries", Keys = "memory", Expose = true, Name = "a")]
public sealed partial class ExposedDot;

[Network]
[Input(4, 5, Name = "queries", Gradient = true)]
[Input(19, 3, Name = "memory", Gradient = true, Lengths = true)]
[Attention(From = "queries", Keys = "memory", Score = Score.Additive, Hidden = 6, Expose = true, Name = "a")]
public sealed partial class ExposedAdditive;

[Network]
[Input(6, 8, Gradient = true)]
[MultiHeadAttention(4, Causal = true, Expose = true, Name = "first")]
[MultiHeadAttention(2, Causal = true, Expose = true, Name = "second")]
public sealed partial class ExposedHeads;

[Network]
[Input(7, 3, Name = "source", Gradient = true, Lengths = true)]
[Gru(4, Layers = 2, Name = "encoder")]
[Input(5, 4, Name = "steps", Gradient = true)]
[Gru(4, Layers = 2, InitialState = "encoder", Attend = "encoder", Expose = true, Name = "decoder")]
public sealed partial class ExposedDecoder;
