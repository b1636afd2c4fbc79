using StaticNets.Samples.Classifying;
using StaticNets.Samples.Datasets;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.LeNetProgram;

/// <summary>Does what the options ask for.</summary>
internal static class Job
{
    public static int Run(Options options, TextWriter output, TextWriter errors) => InterruptibleRun.Start(
        cancellationToken =>
        {
            if (options.Predict is { } picture)
                PredictionJob.Run(options, picture, output);
            else
                ClassifierJob.Run<LeNet>(options, "samples/lenet.sh", output, cancellationToken);
        },
        errors,
        error => error is DatasetNotFoundException);
}
