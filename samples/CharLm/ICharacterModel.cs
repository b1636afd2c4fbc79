namespace StaticNets.Samples.CharLmProgram;

/// <summary>A network that predicts the next character and can therefore write.</summary>
internal interface ICharacterModel<TSelf> : INetwork<TSelf>
    where TSelf : class, ICharacterModel<TSelf>
{
    /// <summary>Begins to read a text from its beginning.</summary>
    ICharacterReader Read();
}

// How each network reads. A recurrent network goes on from its state, character after character; one that is bidirectional has no such state.

public sealed partial class RnnCharLm : ICharacterModel<RnnCharLm>
{
    ICharacterReader ICharacterModel<RnnCharLm>.Read() => new SteppingReader<State>(new State(), Step);
}

public sealed partial class GruCharLm : ICharacterModel<GruCharLm>
{
    ICharacterReader ICharacterModel<GruCharLm>.Read() => new SteppingReader<State>(new State(), Step);
}

public sealed partial class LstmCharLm : ICharacterModel<LstmCharLm>
{
    ICharacterReader ICharacterModel<LstmCharLm>.Read() => new SteppingReader<State>(new State(), Step);
}

public sealed partial class DeepLstmCharLm : ICharacterModel<DeepLstmCharLm>
{
    ICharacterReader ICharacterModel<DeepLstmCharLm>.Read() => new SteppingReader<State>(new State(), Step);
}

public sealed partial class BiLstmCharLm : ICharacterModel<BiLstmCharLm>
{
    ICharacterReader ICharacterModel<BiLstmCharLm>.Read() => new WindowReader(TokensSize, OutputSize, (tokens, output) => Forward(tokens, output));
}
