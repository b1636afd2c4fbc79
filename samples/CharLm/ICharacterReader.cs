namespace StaticNets.Samples.CharLmProgram;

/// <summary>Reads a text character by character.</summary>
internal interface ICharacterReader
{
    /// <summary>Reads one more character and gives the logits of the one that follows, valid until the next call.</summary>
    ReadOnlySpan<float> Next(int token);
}
