namespace StaticNets.Tests.Networks.Interpreted;

// PyTorch's side is tests/fixtures/export_recurrent.py.

[Network]
[Input(5, 3)]
[Lstm(4, Layers = 2, Bidirectional = true)]
[Dense(2)]
public sealed partial class StateDictLstm;

[Network]
[Input(5, 3)]
[Rnn(4)]
[Dense(2)]
public sealed partial class StateDictRnn;

[Network]
[Input(5, 3)]
[Gru(4, Layers = 2, ResetAfter = true)]
[Dense(2)]
public sealed partial class StateDictGru;

/// <summary>The other form of the same names and shapes.</summary>
[Network]
[Input(5, 3)]
[Gru(4, Layers = 2)]
[Dense(2)]
public sealed partial class StateDictGruResetBefore;
