namespace StaticNets.Tests.Networks;

// Conv1d over [steps, features]; PyTorch's side is tests/fixtures/reference/sequences.py.

[Network]
[Input(9, 2, Gradient = true)]
[Conv1d(5, 3, Stride = 2, Padding = 3, Dilation = 2)]
public sealed partial class Conv1dStridedPaddedDilated;

[Network]
[Input(8, 3, Gradient = true)]
[Conv1d(2, 2, Stride = 3, Bias = false), Sigmoid]
public sealed partial class Conv1dStrideWithRest;

[Network]
[Input(5, 4, Gradient = true)]
[Conv1d(6, 2, Padding = 1, Groups = 2)]
public sealed partial class Conv1dGroups;

[Network]
[Input(8, 3, Gradient = true)]
[Conv1d(4, 3, Stride = 2, Same = true), Tanh]
[Conv1d(17, 2, PaddingBefore = 2, PaddingAfter = 1)]
public sealed partial class Conv1dUnevenPaddings;

[Network]
[Input(9, 2, Gradient = true)]
[Conv1d(4, 3, Causal = true), Tanh(Name = "below")]
[Conv1d(6, 2, Causal = true, Dilation = 3, Groups = 2), Tanh, Conv1d(4, 1, Causal = true), Add("below")]
[Conv1d(3, 2, Causal = true, Dilation = 2, Bias = false)]
public sealed partial class Conv1dCausal;
