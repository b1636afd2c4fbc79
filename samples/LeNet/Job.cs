using StaticNets.Samples.Datasets;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.LeNetProgram;

/// <summary>Does what the options ask for and turns what can go wrong into a message and an exit code.</summary>
internal static class Job
{
    public static int Run(Options options, TextWriter output, TextWriter errors)
    {
        using var interruption = new Interruption();
        try
        {
            if (options.Predict is { } picture)
                PredictionJob.Run(options, picture, output);
            else
                TrainingJob.Run(options, output, interruption.Token);
            return 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException
            or DatasetNotFoundException or NonFiniteLossException or PlotsException)
        {
            errors.WriteLine(error.Message);
            return 1;
        }
    }
}
