using StaticNets.Samples.Classifying.Sweeps;

namespace StaticNets.Samples.Classifying;

/// <summary>Does what the options of a program that trains on Fashion-MNIST ask for.</summary>
public static class ClassifierJob
{
    /// <param name="options">What to do.</param>
    /// <param name="script">The script that starts the program.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="cancellationToken">Ends the training after the step under way, with a checkpoint.</param>
    public static void Run<T>(Options options, string script, TextWriter output, CancellationToken cancellationToken)
        where T : class, INetwork<T>
    {
        if (options.Report is { } folder)
            SweepReport.Write(folder, script, output);
        else if (options.Sweep is not null)
            SweepJob.Run(options, training => TrainingJob.Run<T>(training, script, output, cancellationToken), output);
        else
            TrainingJob.Run<T>(options, script, output, cancellationToken);
    }
}
