namespace StaticNets.Samples.TrainingProgram;

/// <summary>Runs what a program is for, and turns what can go wrong into a message and an exit code.</summary>
public static class InterruptibleRun
{
    /// <summary>Runs the work.</summary>
    /// <param name="work">Gets a token that Ctrl+C cancels.</param>
    /// <param name="errors">Gets the message.</param>
    /// <param name="isExpected">Exceptions besides those of files, trainings and plots that are not a fault of the program.</param>
    /// <returns>0; 1 after a message; 128 and the signal's number if it was interrupted.</returns>
    public static int Start(Action<CancellationToken> work, TextWriter errors, Predicate<Exception> isExpected)
    {
        using var interruption = new Interruption();
        try
        {
            work(interruption.Token);
            return 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (OperationCanceledException error)
        {
            // Another process was interrupted.
            errors.WriteLine(error.Message);
            return 1;
        }
        catch (Exception error) when (
            error is IOException or InvalidDataException or UnauthorizedAccessException or NonFiniteLossException or PlotsException or ProcessGroupException
                || isExpected(error))
        {
            errors.WriteLine(error.Message);
            return 1;
        }
    }
}
