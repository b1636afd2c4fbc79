namespace StaticNets.Samples.TranslateProgram;

/// <summary>The networks the command line offers.</summary>
internal enum Model
{
    Gru,
    Attention,
    Transformer,
}
