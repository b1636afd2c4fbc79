using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Does what the options ask for and turns what can go wrong into a message and an exit code.</summary>
internal static class Job
{
    public static int Run(Options options, TextWriter output, TextWriter errors)
    {
        using var interruption = new Interruption();
        try
        {
            switch (options)
            {
                case { Pairs: null, Model: Model.Gru }:
                    TranslationJob<GruDates>.Run(options, output, interruption.Token);
                    break;
                case { Pairs: null, Model: Model.Attention }:
                    TranslationJob<AttentionDates>.Run(options, output, interruption.Token);
                    break;
                case { Pairs: null }:
                    TranslationJob<TransformerDates>.Run(options, output, interruption.Token);
                    break;
                case { Model: Model.Gru }:
                    TranslationJob<GruWords>.Run(options, output, interruption.Token);
                    break;
                case { Model: Model.Attention }:
                    TranslationJob<AttentionWords>.Run(options, output, interruption.Token);
                    break;
                default:
                    TranslationJob<TransformerWords>.Run(options, output, interruption.Token);
                    break;
            }

            return 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException
            or NonFiniteLossException or PlotsException)
        {
            errors.WriteLine(error.Message);
            return 1;
        }
    }
}
