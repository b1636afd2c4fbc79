using StaticNets.Samples.Datasets;
using StaticNets.Samples.TrainingProgram;
using StaticNets.Samples.Vision;

return GroupProgram.Run(args, group => CommandLine.Create(args, (network, options, output, errors) => InterruptibleRun.Start(
    cancellationToken => network.Train(options with { Group = group }, output, cancellationToken),
    GroupProgram.ErrorsOf(group, errors),
    error => error is DatasetNotFoundException)));
