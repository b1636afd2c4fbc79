namespace StaticNets.Samples.CharLmProgram;

// The character models of "Dive into Deep Learning" (https://d2l.ai, chapters 9 and 10): 35 steps, the 28 characters of Vocabulary.Letters, one-hot,
// 256 hidden units. The initial values are PyTorch's defaults, uniform within 1/sqrt(hidden), which is what the book's concise versions train from.

[Network]
[Tokens(35, 28), OneHot, Rnn(256), Dense(28), SoftmaxCrossEntropy]
public sealed partial class RnnCharLm;

[Network]
[Tokens(35, 28), OneHot, Gru(256), Dense(28), SoftmaxCrossEntropy]
public sealed partial class GruCharLm;

[Network]
[Tokens(35, 28), OneHot, Lstm(256), Dense(28), SoftmaxCrossEntropy]
public sealed partial class LstmCharLm;

[Network]
[Tokens(35, 28), OneHot, Lstm(256, Layers = 2), Dense(28), SoftmaxCrossEntropy]
public sealed partial class DeepLstmCharLm;

/// <summary>
/// The book's example of what not to do: one direction reads the text backwards, so that at every step but the last the network has seen the very character it
/// is to predict. Its perplexity is close to 1 and means nothing.
/// </summary>
[Network]
[Tokens(35, 28), OneHot, Lstm(256, Layers = 2, Bidirectional = true), Dense(28), SoftmaxCrossEntropy]
public sealed partial class BiLstmCharLm;
