using StaticNets.Samples.Datasets;
using StaticNets.Samples.TrainingProgram;
using StaticNets.Samples.Vision;

var command = CommandLine.Create(args, (network, options, output, errors) => InterruptibleRun.Start(
    cancellationToken => network.Train(options, output, cancellationToken), errors, error => error is DatasetNotFoundException));
return ProgramCommand.Invoke(command, args, new() { ProcessTerminationTimeout = null });
