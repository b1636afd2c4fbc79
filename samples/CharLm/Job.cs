using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>Does what the options ask for, with the network they name.</summary>
internal static class Job
{
    /// <summary>The job of one network.</summary>
    private delegate void NetworkJob(Options options, TextWriter output, CancellationToken cancellationToken);

    public static int Run(Options options, TextWriter output, TextWriter errors)
    {
        NetworkJob job = options.Cell switch
        {
            Cell.Rnn => CharacterJob<RnnCharLm>.Run,
            Cell.Gru => CharacterJob<GruCharLm>.Run,
            Cell.Lstm => CharacterJob<LstmCharLm>.Run,
            Cell.DeepLstm => CharacterJob<DeepLstmCharLm>.Run,
            _ => CharacterJob<BiLstmCharLm>.Run,
        };
        return InterruptibleRun.Start(cancellationToken => job(options, output, cancellationToken), errors, error => error is TextNotFoundException);
    }
}
