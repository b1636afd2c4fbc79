namespace StaticNets.Benchmarks.Contenders;

/// <summary>The kinds of recurrent layers that the libraries have in common.</summary>
internal enum RecurrentKind
{
    Rnn,
    Gru,
    Lstm,
}
