using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Does what the options ask for, with the network they name.</summary>
internal static class Job
{
    /// <summary>The job of one network.</summary>
    private delegate void NetworkJob(Options options, TextWriter output, CancellationToken cancellationToken);

    public static int Run(Options options, TextWriter output, TextWriter errors)
    {
        NetworkJob job = options switch
        {
            { Pairs: null, Model: Model.Gru } => TranslationJob<GruDates>.Run,
            { Pairs: null, Model: Model.Attention } => TranslationJob<AttentionDates>.Run,
            { Pairs: null } => TranslationJob<TransformerDates>.Run,
            { Model: Model.Gru } => TranslationJob<GruWords>.Run,
            { Model: Model.Attention } => TranslationJob<AttentionWords>.Run,
            _ => TranslationJob<TransformerWords>.Run,
        };
        return InterruptibleRun.Start(cancellationToken => job(options, output, cancellationToken), errors, _ => false);
    }
}
