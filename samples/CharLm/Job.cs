using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>Does what the options ask for and turns what can go wrong into a message and an exit code.</summary>
internal static class Job
{
    public static int Run(Options options, TextWriter output, TextWriter errors)
    {
        using var interruption = new Interruption();
        try
        {
            switch (options.Cell)
            {
                case Cell.Rnn:
                    CharacterJob<RnnCharLm>.Run(options, output, interruption.Token);
                    break;
                case Cell.Gru:
                    CharacterJob<GruCharLm>.Run(options, output, interruption.Token);
                    break;
                case Cell.Lstm:
                    CharacterJob<LstmCharLm>.Run(options, output, interruption.Token);
                    break;
                case Cell.DeepLstm:
                    CharacterJob<DeepLstmCharLm>.Run(options, output, interruption.Token);
                    break;
                default:
                    CharacterJob<BiLstmCharLm>.Run(options, output, interruption.Token);
                    break;
            }

            return 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException
            or TextNotFoundException or NonFiniteLossException or PlotsException)
        {
            errors.WriteLine(error.Message);
            return 1;
        }
    }
}
